import { readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { unreachable } from "../kernel/assert.ts";
import { groupThousands } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type CommandLine, CommandRefused } from "../platform/command-line.ts";
import { describeVerification } from "./describe-verification.ts";
import { makassarOffsetMinutes, secondsAtStartOf } from "./instant.ts";
import { describeCardSkip } from "./make-card.ts";
import { nodeVerifier } from "./node-crypto.ts";
import { type KeyFileRefusal, keyFileName, readKeyFile } from "./node-key-file.ts";
import {
  type PrintOutcome,
  type PrintRefusal,
  printCards,
  type SkippedCard,
} from "./print-cards-job.ts";
import { type CardVerification, verifyCard } from "./verify-card.ts";

/**
 * `payung cards print` and `payung cards verify`.
 *
 * `dataDir` answers the data folder without opening it: verifying looks there for a key file when
 * none lies in the working folder, and needs nothing else of an installation.
 */
export function mountCardCommands(
  program: Command,
  line: CommandLine,
  dataDir: () => string = () => program.opts<{ data?: string }>().data ?? ".payung",
): void {
  const cards = program.command("cards").description("Kartu peserta / participants' cards");
  mountPrint(cards, line);
  mountVerify(cards, line, dataDir);
}

interface PrintOptions {
  readonly programme?: string;
  readonly out: string;
  readonly all: boolean;
}

function mountPrint(cards: Command, line: CommandLine): void {
  cards
    .command("print")
    .description("Cetak kartu peserta yang diterima / print cards of accepted participants")
    .option("--programme <code>", "programme code (default: the only one)")
    .requiredOption("--out <file.pdf>", "sheets, A4, ten cards a page")
    .option("--all", "lay out the cards issued before too", false)
    .addHelpText(
      "after",
      `
Examples:
  payung cards print --programme makassar-2024 --out cards.pdf --on 2024-06-01
  payung cards print --out all.pdf --all

Signs a card for everybody accepted who has none, and writes card-keys.json beside the PDF. Without
new cards the last run is laid out again; the same card is always the same QR.`,
    )
    .action(async (options: PrintOptions, command: Command) => {
      const outcome = await line.withOffice(command, async (office) => {
        const progress = line.showProgress({ id: "Mencetak kartu", en: "Printing cards" });
        const answer = await printCards(office, {
          programmeCode: options.programme ?? null,
          file: options.out,
          on: line.on,
          all: options.all,
          progress,
        });
        progress.done();
        if (!answer.ok) throw new CommandRefused(answer.error, describePrintRefusal(answer.error));
        return answer.value;
      });
      line.answer(printJson(outcome), tellPrint(outcome)[line.language]);
    });
}

/** The answer of `cards print`: `cards` + `already_issued` + `skipped` = `accepted`. */
function printJson(outcome: PrintOutcome) {
  const list = (skipped: readonly SkippedCard[]) =>
    skipped.map(({ memberNumber, why }) => ({
      member_number: memberNumber,
      reason: why.type,
      because: describeCardSkip(why),
    }));
  return {
    programme: outcome.programmeCode,
    print_run: outcome.run?.printRunId ?? null,
    print_no: outcome.run?.printNo ?? null,
    accepted: outcome.accepted,
    cards: outcome.issued,
    already_issued: outcome.alreadyIssued,
    skipped: list(outcome.skipped),
    sheet_cards: outcome.sheetCards,
    pages: outcome.pages,
    not_reprinted: list(outcome.notReprinted),
    file: outcome.file,
    key_file: outcome.keyFile,
    already_done: outcome.issued === 0,
  };
}

function tellPrint(outcome: PrintOutcome): Bilingual {
  const id = (number: number) => groupThousands(number, ".");
  const en = (number: number) => groupThousands(number, ",");
  const { accepted, issued, alreadyIssued, sheetCards, pages, file, keyFile } = outcome;
  const skipped = outcome.skipped.length;
  const left = outcome.notReprinted.length;
  const sum: Bilingual = {
    id: `${id(accepted)} peserta diterima = ${id(issued)} kartu baru + ${id(alreadyIssued)} sudah punya kartu + ${id(skipped)} belum dapat dibuat.`,
    en: `${en(accepted)} accepted participants = ${en(issued)} new cards + ${en(alreadyIssued)} with a card + ${en(skipped)} that could not be made.`,
  };
  const sheet: Bilingual =
    file === null
      ? { id: "Tidak ada yang dicetak.", en: "Nothing was printed." }
      : {
          id: `${issued === 0 ? "Tidak ada kartu baru; yang lama dicetak lagi. " : ""}${id(sheetCards)} kartu, ${id(pages)} halaman: ${file}\nKunci publik: ${keyFile}`,
          en: `${issued === 0 ? "No new cards; earlier ones are printed again. " : ""}${en(sheetCards)} cards, ${en(pages)} pages: ${file}\nPublic key: ${keyFile}`,
        };
  const told = [...outcome.skipped, ...outcome.notReprinted].slice(0, skippedShown);
  const more = skipped + left - told.length;
  const lines = (language: keyof Bilingual) =>
    told.map(({ memberNumber, why }) => `  ${memberNumber}: ${describeCardSkip(why)[language]}`);
  return {
    id: [sum.id, sheet.id, ...lines("id"), ...(more > 0 ? [`  … ${id(more)} lagi`] : [])].join(
      "\n",
    ),
    en: [sum.en, sheet.en, ...lines("en"), ...(more > 0 ? [`  … ${en(more)} more`] : [])].join(
      "\n",
    ),
  };
}

const skippedShown = 20;

export function describePrintRefusal(refusal: PrintRefusal): Bilingual {
  switch (refusal.type) {
    case "NoSuchProgramme":
      return {
        id: `Program "${refusal.code}" belum ada. Lihat: payung programme list`,
        en: `There is no programme "${refusal.code}". See: payung programme list`,
      };
    case "NoProgramme":
      return {
        id: "Belum ada program. Catat dahulu: payung programme create BERKAS.yaml",
        en: "There is no programme yet. Record one: payung programme create FILE.yaml",
      };
    case "SayProgramme":
      return {
        id: `Ada beberapa program; sebutkan satu: --programme ${refusal.codes.join(" | ")}`,
        en: `There are several programmes; say which: --programme ${refusal.codes.join(" | ")}`,
      };
    case "NobodyAccepted":
      return {
        id: `Belum ada peserta "${refusal.code}" yang diterima BPJS; baca balasannya dahulu: payung enrol reply`,
        en: `Nobody of "${refusal.code}" was accepted by the insurer yet; read its reply first: payung enrol reply`,
      };
    case "SheetNotWritable":
      return {
        id: `${refusal.file} tidak dapat ditulis (${refusal.reason}). Perbaiki lalu ulangi; kartu yang sudah dicatat ikut dicetak.`,
        en: `${refusal.file} cannot be written (${refusal.reason}). Mend it and repeat; cards already recorded will be on the sheet.`,
      };
    default:
      return describeKeyFileRefusal(refusal);
  }
}

function mountVerify(cards: Command, line: CommandLine, dataDir: () => string): void {
  cards
    .command("verify")
    .argument("<text>", "the text of the QR, in single quotes; - reads it from standard input")
    .description("Periksa kartu tanpa jaringan dan tanpa basis data / check a card, offline")
    .option("--keys <file>", "public key file (default: ./card-keys.json, else the data folder's)")
    .addHelpText(
      "after",
      `
Examples:
  payung cards verify 'NCFOXN…' --keys card-keys.json
  zbarimg -q --raw card.png | payung cards verify -

Exit code 0: genuine and valid on the day (--on, default today); 1: not, with the reason. Spaces
belong to the text. A text that begins with a hyphen stands after --.`,
    )
    .action(async (written: string, options: { keys?: string }) => {
      const text = written === "-" ? withoutNewline(readFileSync(0, "utf8")) : written;
      const keys = findKeys(options.keys ?? null, dataDir());
      if (!keys.ok) throw new CommandRefused(keys.error, describeKeyFileRefusal(keys.error));
      const instant = secondsAtStartOf(line.on, makassarOffsetMinutes);
      const answer = await verifyCard(nodeVerifier, text, keys.value, instant);
      if (answer.type !== "valid") throw refusalOf(answer);
      const { headline, detail } = describeVerification(answer, line.language);
      line.answer(verifiedJson(answer), `${headline}\n${detail}`);
    });
}

/** A newline is of the pipe and not of the card; a space may be of the card. */
function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, "");
}

function findKeys(stated: string | null, dataDir: string): ReturnType<typeof readKeyFile> {
  if (stated !== null) return readKeyFile(stated);
  const here = readKeyFile(keyFileName);
  if (here.ok || here.error.type !== "KeyFileMissing") return here;
  const kept = readKeyFile(path.join(dataDir, keyFileName));
  return kept.ok || kept.error.type !== "KeyFileMissing" ? kept : here;
}

function verifiedJson({ claims, kid }: Extract<CardVerification, { readonly type: "valid" }>) {
  const { cover } = claims;
  return {
    valid: true,
    issuer: claims.issuer,
    kid,
    member_number: claims.identity.id,
    name: claims.identity.fullName,
    programme: cover?.programmeCode ?? null,
    insurances: cover?.insurances ?? null,
    kpj: cover?.participantNumber ?? null,
    starts_on: cover?.startsOn ?? null,
    issued_at: claims.issuedAt,
    valid_from: claims.validFrom,
    expires_at: claims.expiresAt,
  };
}

function refusalOf(answer: Exclude<CardVerification, { readonly type: "valid" }>): CommandRefused {
  const say = (language: keyof Bilingual) => {
    const { headline, detail } = describeVerification(answer, language);
    return `${headline}. ${detail}`;
  };
  return new CommandRefused({ type: refusalTypes[answer.type] }, { id: say("id"), en: say("en") });
}

const refusalTypes: Readonly<Record<Exclude<CardVerification["type"], "valid">, string>> = {
  expired: "CardExpired",
  "not-yet-valid": "CardNotYetValid",
  "unknown-key": "CardOfUnknownKey",
  "key-not-in-force": "CardKeyNotInForce",
  "bad-signature": "CardSignatureWrong",
  "other-issuer": "CardOfAnotherIssuer",
  unsigned: "CardUnsigned",
  encrypted: "CardEncrypted",
  "unsupported-algorithm": "CardAlgorithmNotKnown",
  malformed: "CardUnreadable",
};

function describeKeyFileRefusal(refusal: KeyFileRefusal): Bilingual {
  const { file } = refusal;
  switch (refusal.type) {
    case "KeyFileMissing":
      return {
        id: `Berkas kunci publik ${file} tidak ada. Sebutkan dengan --keys; berkas itu ditulis di samping PDF kartu.`,
        en: `There is no public key file ${file}. Name it with --keys; it is written beside the PDF of the cards.`,
      };
    case "KeyFileUnreadable":
      return {
        id: `${file} tidak dapat dibaca: ${refusal.reason}.`,
        en: `${file} cannot be read: ${refusal.reason}.`,
      };
    case "KeyFileNotJson":
      return {
        id: `${file} bukan JSON; ambil berkas kunci yang utuh dari penerbit.`,
        en: `${file} is not JSON; get the whole key file from the issuer.`,
      };
    case "KeyFileShape":
      return {
        id: `${file}: ${refusal.where} harus ${refusal.expected}.`,
        en: `${file}: ${refusal.where} must be ${refusal.expected}.`,
      };
    case "KeyIdWrong":
      return {
        id: `${file}: kunci ${refusal.kid} bernomor ${refusal.computed} menurut isinya; berkas ini telah diubah.`,
        en: `${file}: key ${refusal.kid} is ${refusal.computed} by its content; the file was changed.`,
      };
    case "KeyTwice":
      return {
        id: `${file}: kunci ${refusal.kid} tertulis dua kali.`,
        en: `${file}: key ${refusal.kid} stands twice.`,
      };
    default:
      return unreachable(refusal);
  }
}
