import { createHash, type Hash } from "node:crypto";
import { existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { createPlaceNames, type PlaceNames } from "../areas/index.ts";
import { assert } from "../kernel/assert.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";
import { secretOf } from "../platform/secrets.ts";
import { findProgramme, listProgrammes, type ProgrammeVersion } from "../programme/server.ts";
import { bytesToHex } from "./bytes.ts";
import type { CardFace } from "./card-face.ts";
import { cardsPerPage, renderCardSheet } from "./card-sheet.ts";
import type { CardSigner } from "./encode-card.ts";
import { type CardSkip, type CardTerms, cardTermsOf, makeCard } from "./make-card.ts";
import { openCardSigner } from "./node-crypto.ts";
import { type KeyFileRefusal, publishKey } from "./node-key-file.ts";
import {
  findFirstDayOfKey,
  insertPrintRun,
  insertSheets,
  type NewCard,
  openIncomingCards,
  type PrintStand,
  readParticipants,
  readPrintStand,
  type SheetSelection,
  stageCards,
} from "./store.ts";

export interface PrintRequest {
  /** Null: the only programme there is. */
  readonly programmeCode: string | null;
  readonly file: string;
  /** The day of issue that new cards state. */
  readonly on: PlainDate;
  /** Lays out the cards issued before too. */
  readonly all: boolean;
  readonly progress: Progress;
}

export interface SkippedCard {
  readonly memberNumber: string;
  readonly why: CardSkip;
}

/** `issued` + `alreadyIssued` + `skipped` = `accepted`; `sheetCards` + `notReprinted` are those wanted on the sheet. */
export interface PrintOutcome {
  readonly programmeCode: string;
  readonly accepted: number;
  readonly issued: number;
  readonly alreadyIssued: number;
  readonly skipped: readonly SkippedCard[];
  /** The run made now, else the last one there was; null when there never was one. */
  readonly run: { readonly printRunId: Uuid; readonly printNo: number } | null;
  readonly sheetCards: number;
  readonly pages: number;
  readonly notReprinted: readonly SkippedCard[];
  /** Null when there was nothing to lay out. */
  readonly file: string | null;
  readonly keyFile: string | null;
}

export type PrintRefusal =
  | { readonly type: "NoSuchProgramme"; readonly code: string }
  | { readonly type: "NoProgramme" }
  | { readonly type: "SayProgramme"; readonly codes: readonly string[] }
  | { readonly type: "NobodyAccepted"; readonly code: string }
  | { readonly type: "SheetNotWritable"; readonly file: string; readonly reason: string }
  | KeyFileRefusal;

/**
 * Signs a card for every accepted participant who has none, and lays the cards out on sheets.
 *
 * What is on the sheet: the new cards, and those of printings that were cut off; when there are
 * neither, the cards of the last run again; with `all`, everybody's. Cut off anywhere and called
 * again it completes: the sheet is drawn under another name, the cards are recorded in one
 * transaction, then the sheet gets its name, and that this happened is recorded too. No card is
 * recorded twice; a sheet that was cut off at its very end may be drawn once more.
 */
export async function printCards(
  office: Office,
  request: PrintRequest,
): Promise<Result<PrintOutcome, PrintRefusal>> {
  const fault = findPathFault(request.file);
  if (fault !== null) return refuse(fault);
  const signer = openCardSigner(secretOf(office.dataDir, "card_signing_key"));
  assert(signer.ok, "the card signing key of this installation is 32 bytes");
  try {
    const drawn = await office.jobs.act(office.identity, (transaction) =>
      drawSheet(office, transaction, request, signer.value),
    );
    if (!drawn.ok) return drawn;
    return await finishSheet(office, request, drawn.value, signer.value.publicKey);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === "connect" || !fileFaults.has(code)) throw error;
    return refuse({ type: "SheetNotWritable", file: request.file, reason: code });
  }
}

interface Drawn {
  readonly outcome: Omit<PrintOutcome, "file" | "keyFile">;
  readonly issuer: string;
  /** Runs whose cards all stand on this sheet for the first time. */
  readonly finishedRunIds: readonly Uuid[];
  /** First day on which the key signed; null while it signed nothing. */
  readonly keyFrom: PlainDate | null;
}

async function drawSheet(
  office: Office,
  transaction: Transaction,
  request: PrintRequest,
  signer: CardSigner,
): Promise<Result<Drawn, PrintRefusal>> {
  await waitForTurn(transaction, office.identity, "cards");
  const programme = await chooseProgramme(transaction, request.programmeCode);
  if (!programme.ok) return programme;
  const { code } = programme.value;
  const stand = await readPrintStand(transaction, code);
  if (stand.accepted === 0) return refuse({ type: "NobodyAccepted", code });
  await openIncomingCards(transaction);
  const desk = new SigningDesk(transaction, programme.value, signer, {
    on: request.on,
    names: createPlaceNames(office.identity.regencyCode),
  });
  const sheet = await layOut(request, desk, stand);
  const run =
    desk.issued === 0 ? stand.lastRun : await recordRun(office, transaction, desk, request.on);
  const { issued, skipped, notReprinted } = desk;
  const { accepted, alreadyIssued } = stand;
  const outcome = {
    programmeCode: code,
    ...{ accepted, issued, alreadyIssued, skipped, run, notReprinted },
    sheetCards: sheet.cards,
    pages: sheet.pages,
  };
  return ok({
    outcome,
    issuer: cardTermsOf(programme.value.programme).issuer,
    finishedRunIds: [
      ...stand.unfinishedRunIds,
      ...(desk.issued > 0 && run !== null ? [run.printRunId] : []),
    ],
    keyFrom: await findFirstDayOfKey(transaction, desk.keyId),
  });
}

async function chooseProgramme(
  transaction: Transaction,
  code: string | null,
): Promise<Result<ProgrammeVersion, PrintRefusal>> {
  if (code !== null) {
    const found = await findProgramme(transaction, code);
    return found === null ? refuse({ type: "NoSuchProgramme", code }) : ok(found);
  }
  const programmes = await listProgrammes(transaction);
  const [only] = programmes;
  if (only === undefined) return refuse({ type: "NoProgramme" });
  return programmes.length === 1
    ? ok(only)
    : refuse({ type: "SayProgramme", codes: programmes.map((one) => one.code) });
}

/** Draws what is wanted; when nothing came of it, the last run again. */
async function layOut(
  request: PrintRequest,
  desk: SigningDesk,
  stand: PrintStand,
): Promise<{ readonly cards: number; readonly pages: number }> {
  const render = (selection: Omit<SheetSelection, "programmeCode">, expected: number | null) =>
    renderCardSheet(desk.facesOf(selection), draftOf(request.file), {
      createdOn: request.on,
      title: `Kartu ${desk.programme.programme.title.id}`,
      onProgress: (cards) => request.progress.report(cards, expected),
    });
  const sheet = await render(
    { everybody: request.all, withoutCard: true, runIds: stand.unfinishedRunIds },
    request.all ? stand.accepted : null,
  );
  if (sheet.cards > 0 || stand.lastRun === null) return sheet;
  return await render(
    { everybody: false, withoutCard: false, runIds: [stand.lastRun.printRunId] },
    null,
  );
}

/** Signs cards one after another and keeps account of them while the sheet is drawn. */
class SigningDesk {
  readonly programme: ProgrammeVersion;
  readonly keyId: string;
  issued = 0;
  readonly skipped: SkippedCard[] = [];
  readonly notReprinted: SkippedCard[] = [];
  readonly #transaction: Transaction;
  readonly #signer: CardSigner;
  readonly #place: { readonly on: PlainDate; readonly names: PlaceNames };
  readonly #termsByVersion = new Map<number, CardTerms>();
  readonly #texts: Hash = createHash("sha256");

  constructor(
    transaction: Transaction,
    programme: ProgrammeVersion,
    signer: CardSigner,
    place: { readonly on: PlainDate; readonly names: PlaceNames },
  ) {
    this.#transaction = transaction;
    this.#signer = signer;
    this.#place = place;
    this.programme = programme;
    this.keyId = bytesToHex(signer.kid);
  }

  async *facesOf(selection: Omit<SheetSelection, "programmeCode">): AsyncGenerator<CardFace> {
    const programmeCode = this.programme.code;
    for await (const batch of readParticipants(this.#transaction, {
      ...selection,
      programmeCode,
    })) {
      const faces: CardFace[] = [];
      const fresh: NewCard[] = [];
      for (const holder of batch) {
        const terms = await this.#termsOf(holder.issued?.programmeVersion ?? null);
        const card = makeCard(holder, {
          ...{ terms, signer: this.#signer, keyId: this.keyId },
          ...this.#place,
        });
        const { memberNumber, personId } = holder;
        if (!card.ok) {
          const list = holder.issued === null ? this.skipped : this.notReprinted;
          list.push({ memberNumber, why: card.error });
          continue;
        }
        faces.push(card.value.face);
        if (holder.issued !== null) continue;
        this.issued += 1;
        const { textSha256 } = card.value;
        this.#texts.update(textSha256);
        fresh.push({ cardNo: this.issued, personId, memberNumber, textSha256 });
      }
      await stageCards(this.#transaction, fresh);
      yield* faces;
    }
  }

  /** SHA-256 over the hashes of the new texts, in their order. Asked once, at the end. */
  hashOfTexts(): Uint8Array {
    return this.#texts.digest();
  }

  async #termsOf(version: number | null): Promise<CardTerms> {
    const wanted = version ?? this.programme.versionNo;
    const known = this.#termsByVersion.get(wanted);
    if (known !== undefined) return known;
    const found = await findProgramme(this.#transaction, this.programme.code, wanted);
    assert(found !== null, "a print run names a version of its programme");
    const terms = cardTermsOf(found.programme);
    this.#termsByVersion.set(wanted, terms);
    return terms;
  }
}

async function recordRun(
  office: Office,
  transaction: Transaction,
  desk: SigningDesk,
  on: PlainDate,
): Promise<{ readonly printRunId: Uuid; readonly printNo: number }> {
  const textsSha256 = desk.hashOfTexts();
  const { code, versionNo } = desk.programme;
  const printRunId = uuidOfHash(
    createHash("sha256").update(`cards-print/${code}/`).update(textsSha256).digest(),
  );
  const printNo = await insertPrintRun(transaction, office.identity, {
    printRunId,
    programmeCode: code,
    programmeVersion: versionNo,
    issuedOn: on,
    keyId: desk.keyId,
    cardCount: desk.issued,
    pageCount: Math.ceil(desk.issued / cardsPerPage),
    textsSha256,
  });
  await enterInJournal(transaction, office.identity, {
    act: "cards.issued",
    subject: printRunId,
    body: { cards: desk.issued, skipped: desk.skipped.length },
  });
  return { printRunId, printNo };
}

/** After the cards are recorded: the sheet gets its name, the key is published, and both are noted. */
async function finishSheet(
  office: Office,
  request: PrintRequest,
  drawn: Drawn,
  publicKey: Uint8Array,
): Promise<Result<PrintOutcome, PrintRefusal>> {
  const { outcome, issuer, keyFrom } = drawn;
  const file = outcome.sheetCards > 0 ? request.file : null;
  // Issuing is in the journal; cards that are laid out again, with their names, are entered too.
  if (file !== null && outcome.issued === 0) {
    const { sheetCards: cards, run } = outcome;
    const subject = run?.printRunId ?? outcome.programmeCode;
    await office.db.note(office.identity, [{ act: "cards.laid-out", subject, body: { cards } }]);
  }
  if (file !== null) renameSync(draftOf(file), file);
  let keyFile: string | null = null;
  if (keyFrom !== null) {
    const key = { issuer, publicKey, from: keyFrom };
    const published = publishKey(office.dataDir, path.dirname(request.file), key);
    if (!published.ok) return published;
    keyFile = published.value.file;
  }
  if (file !== null && drawn.finishedRunIds.length > 0) {
    const sheet = {
      fileName: path.basename(file),
      cards: outcome.sheetCards,
      pages: outcome.pages,
    };
    await office.jobs.act(office.identity, (transaction) =>
      insertSheets(transaction, office.identity, drawn.finishedRunIds, sheet),
    );
  }
  return ok({ ...outcome, file, keyFile });
}

/** What a file system says that the user can mend. */
const fileFaults: ReadonlySet<string> = new Set([
  ...["ENOENT", "EACCES", "EPERM", "EROFS", "EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY"],
  ...["ENOSPC", "EDQUOT", "EFBIG", "ENAMETOOLONG"],
]);

/** A sheet under this name is not yet recorded, or was never finished; the next printing overwrites it. */
function draftOf(file: string): string {
  return `${file}.draft`;
}

/** Known before anything is signed: a folder that is not there, a name that is a folder's. */
function findPathFault(file: string): PrintRefusal | null {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) return { type: "SheetNotWritable", file, reason: "ENOENT" };
  if (existsSync(file) && statSync(file).isDirectory())
    return { type: "SheetNotWritable", file, reason: "EISDIR" };
  return null;
}
