import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { assert } from "../kernel/assert.ts";
import { type PlainDate, plainDate } from "../kernel/plain-date.ts";
import { noProgress } from "../platform/progress.ts";
import { openTestApi } from "../platform/testing/api.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { cardsView } from "./index.ts";
import { makassarOffsetMinutes, secondsAtStartOf } from "./instant.ts";
import { keyFileName } from "./node-key-file.ts";
import { type PrintOutcome, type PrintRequest, printCards } from "./print-cards-job.ts";
import { mountCardRoutes, parseKeyFileHere, verifyCardHere } from "./server.ts";
import { findCard } from "./store.ts";
import { type Launch, type LaunchPerson, launchPerson, recordLaunch } from "./test-launch.ts";

const onFirstOfJune = plainDate("2024-06-01");
let city: TestOffice;
let folder: string;
let file: string;

beforeEach(async () => {
  city = await freshOffice();
  folder = mkdtempSync(path.join(tmpdir(), "payung-print-"));
  file = path.join(folder, "cards.pdf");
  onTestFinished(async () => {
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe("cards of a launch", () => {
  test("are issued to those accepted and to nobody else, and the counts add up", async () => {
    const launch = await launchOf([
      launchPerson(1),
      launchPerson(2, { reply: "rejected" }),
      launchPerson(3, { reply: null }),
      launchPerson(4, { place: "waiting", reply: null }),
      launchPerson(5),
      launchPerson(6, { name: "A".repeat(80) }),
      launchPerson(7, { name: null }),
    ]);
    const outcome = await print();
    expect(outcome).toMatchObject({
      ...{ programmeCode: "makassar-2024", accepted: 4, issued: 2, alreadyIssued: 0 },
      ...{ sheetCards: 2, pages: 1, file, run: { printNo: 1 }, notReprinted: [] },
    });
    const reasons = outcome.skipped.map(({ memberNumber, why }) => [memberNumber, why.type]);
    expect(reasons.sort()).toEqual(
      [
        [launch.memberNumbers[5], "CardFieldTooLong"],
        [launch.memberNumbers[6], "CardFactMissing"],
      ].sort(),
    );
    const holders = await city.admin.query("select member_number from cards.card order by card_no");
    const [first, , , , fifth] = launch.memberNumbers;
    expect(holders.rows.map((row) => row.member_number)).toEqual([first, fifth]);
    expect(readdirSync(folder).sort()).toEqual(["card-keys.json", "cards.pdf"]);
  });

  test("stand in the order of the areas, then by name and number", async () => {
    const place = (kecamatan: string, kelurahan: string | null, name: string) => ({
      kecamatanCode: kecamatan,
      kelurahanCode: kelurahan === null ? null : `${kecamatan}.${kelurahan}`,
      name,
    });
    await launchOf([
      launchPerson(1, place("73.71.07", "1002", "BASO")),
      launchPerson(2, place("73.71.01", "1002", "BASO")),
      launchPerson(3, { kecamatanCode: null, kelurahanCode: null, name: "AAN" }),
      launchPerson(4, place("73.71.01", "1001", "SITTI")),
      launchPerson(5, place("73.71.01", "1001", "ANDI")),
      launchPerson(6, place("73.71.01", null, "ANDI")),
    ]);
    await print();
    const order = await city.admin.query(
      `select p.name, p.kelurahan_code as place from cards.card c join resolution.person_version p using (regency_code, person_id)
       order by c.card_no`,
    );
    expect(order.rows.map((row) => `${row.place ?? "-"} ${row.name}`)).toEqual([
      "73.71.01.1001 ANDI",
      "73.71.01.1001 SITTI",
      "73.71.01.1002 BASO",
      "- ANDI",
      "73.71.07.1002 BASO",
      "- AAN",
    ]);
  });

  test("printed again are the same file, and nothing is issued twice", async () => {
    await launchOf([launchPerson(1), launchPerson(2)]);
    const first = await print();
    const bytes = readFileSync(file);
    const again = await print();
    expect(again).toMatchObject({ issued: 0, alreadyIssued: 2, sheetCards: 2, run: first.run });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(await countRows()).toEqual({ runs: 1, cards: 2, sheets: 1 });
  });

  test("accepted later come on a sheet of their own; all of them come with `all`", async () => {
    const launch = await launchOf([launchPerson(1), launchPerson(2, { reply: null })]);
    await print();
    const [before] = await textHashes();
    await acceptLater(launch, 1);
    const second = await print({ file: path.join(folder, "second.pdf"), on: "2024-07-05" });
    expect(second).toMatchObject({ issued: 1, alreadyIssued: 1, sheetCards: 1 });
    expect(second.run?.printNo).toBe(2);
    const all = await print({ file: path.join(folder, "all.pdf"), all: true, on: "2024-08-01" });
    expect(all).toMatchObject({ issued: 0, alreadyIssued: 2, sheetCards: 2, notReprinted: [] });
    expect((await textHashes())[0]).toEqual(before);
    expect(keyFile(folder).keys).toMatchObject([{ from: "2024-06-01", until: null }]);
  });

  test("whose facts changed since are not printed again under the old name, and that is told", async () => {
    const launch = await launchOf([launchPerson(1), launchPerson(2)]);
    await print();
    await city.admin.query(
      "update resolution.person_version set name = 'BARU' where person_id = $1",
      [launch.personIds[0]],
    );
    const again = await print({ all: true });
    expect(again).toMatchObject({ issued: 0, alreadyIssued: 2, skipped: [], sheetCards: 1 });
    expect(again.notReprinted).toEqual([
      { memberNumber: launch.memberNumbers[0], why: { type: "CardFactsChanged" } },
    ]);
  });

  test("of nobody are refused, as is a folder that is not there, and nothing is kept", async () => {
    await launchOf([launchPerson(1, { reply: null })]);
    expect(await tryPrint()).toEqual({ type: "NobodyAccepted", code: "makassar-2024" });
    const missing = path.join(folder, "missing", "cards.pdf");
    expect(await tryPrint({ file: missing })).toMatchObject({
      type: "SheetNotWritable",
      reason: "ENOENT",
    });
    expect(await tryPrint({ programmeCode: "lain" })).toMatchObject({ type: "NoSuchProgramme" });
    expect(await countRows()).toEqual({ runs: 0, cards: 0, sheets: 0 });
  });

  test("are found for a person's story", async () => {
    const launch = await launchOf([launchPerson(1), launchPerson(2, { reply: null })]);
    await print();
    const [one, two] = launch.personIds;
    assert(one !== undefined && two !== undefined, "two persons");
    const found = await city.office.db.look(city.office.identity, async (transaction) => [
      await findCard(transaction, one),
      await findCard(transaction, one, "lain"),
      await findCard(transaction, two),
    ]);
    expect(found).toMatchObject([
      { memberNumber: launch.memberNumbers[0], printNo: 1, cardNo: 1, issuedOn: "2024-06-01" },
      null,
      null,
    ]);
  });
});

test("the web is told every printing that recorded cards, newest first, with its first whole sheet", async () => {
  const launch = await launchOf([launchPerson(1), launchPerson(2, { reply: null })]);
  await print();
  await acceptLater(launch, 1);
  const inTheWay = path.join(folder, "second.pdf");
  mkdirSync(path.join(folder, "second.pdf.draft"));
  expect(await tryPrint({ file: inTheWay })).toMatchObject({ type: "SheetNotWritable" });
  const app = openTestApi(city.office, mountCardRoutes);
  const ask = async () => cardsView.parse((await app.inject("/api/cards")).json());
  expect(await ask()).toMatchObject({
    issued: 1,
    runs: [{ printNo: 1, cards: 1, pages: 1, issuedOn: "2024-06-01", fileName: "cards.pdf" }],
  });
  await print({ file: path.join(folder, "third.pdf") });
  expect(await ask()).toMatchObject({
    issued: 2,
    runs: [
      { printNo: 2, fileName: "third.pdf" },
      { printNo: 1, fileName: "cards.pdf" },
    ],
  });
});

describe("printing that is cut off", () => {
  const manyPeople = Array.from({ length: 25 }, (_, index) => launchPerson(index));

  test("while it draws leaves no card and no file", async () => {
    await launchOf(manyPeople);
    const breaking = {
      report: () => {
        throw new Error("cut off");
      },
    };
    await expect(print({ progress: breaking })).rejects.toThrow("cut off");
    expect(await countRows()).toEqual({ runs: 0, cards: 0, sheets: 0 });
    expect(existsSync(file)).toBe(false);
    expect(await print()).toMatchObject({ issued: 25, alreadyIssued: 0, pages: 3 });
  });

  test("between recording the cards and naming the sheet is completed by the next call", async () => {
    const launch = await launchOf([...manyPeople, launchPerson(99, { reply: null })]);
    // A folder that takes the name of the sheet after the check is a crash at that very place.
    const inTheWay = { report: () => void mkdirSync(file, { recursive: true }) };
    expect(await tryPrint({ progress: inTheWay })).toMatchObject({ type: "SheetNotWritable" });
    expect(await countRows()).toEqual({ runs: 1, cards: 25, sheets: 0 });
    rmdirSync(file);
    await acceptLater(launch, 25);
    const next = await print();
    expect(next).toMatchObject({ issued: 1, alreadyIssued: 25, sheetCards: 26, pages: 3 });
    expect(await countRows()).toEqual({ runs: 2, cards: 26, sheets: 2 });
    expect(await print()).toMatchObject({ issued: 0, sheetCards: 1 });
  });
});

describe.runIf(hasProgram("pdftoppm") && hasProgram("zbarimg"))("scanned from the paper", () => {
  test("every card is verified with its text and the key file alone; a changed letter is not", async () => {
    const people = Array.from({ length: 13 }, (_, index) => launchPerson(index));
    const launch = await launchOf(people);
    await print({ on: "2024-05-31" });
    const texts = [1, 2].flatMap((page) => scanPage(page));
    expect(texts).toHaveLength(13);
    const keys = keyFile(folder);
    const answers = await Promise.all(texts.map((text) => verifyCardHere(text, keys, noon)));
    expect(answers.map((answer) => answer.type)).toEqual(texts.map(() => "valid"));
    const holders = answers.map((one) => (one.type === "valid" ? one.claims.identity.id : ""));
    expect(holders.sort()).toEqual([...launch.memberNumbers].sort());
    const [text] = texts;
    assert(text !== undefined, "a card was read");
    const years = 10 * 366 * 86_400;
    expect((await verifyCardHere(text, keys, noon + years)).type).toBe("valid");
    expect((await verifyCardHere(text, keys, noon - years)).type).toBe("not-yet-valid");
    const at = Math.floor(text.length / 2);
    const changed = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
    expect((await verifyCardHere(changed, keys, noon)).type).not.toBe("valid");
    const recorded = new Set(await textHashes());
    for (const one of texts) {
      expect(recorded).toContain(createHash("sha256").update(one).digest("hex"));
    }
  });

  function scanPage(page: number): readonly string[] {
    const picture = path.join(folder, `page-${page}`);
    const only = ["-f", String(page), "-l", String(page), "-singlefile"];
    execFileSync("pdftoppm", ["-r", "150", "-png", ...only, file, picture]);
    const read = spawnSync("zbarimg", ["-q", "--raw", `${picture}.png`], { encoding: "utf8" });
    return read.stdout.split("\n").filter((line) => line !== "");
  }
});

const noon = secondsAtStartOf(plainDate("2024-06-15"), makassarOffsetMinutes) + 43_200;

async function launchOf(people: readonly LaunchPerson[]): Promise<Launch> {
  return recordLaunch(city.office, people);
}

type Changes = Partial<Omit<PrintRequest, "on">> & { readonly on?: string };

async function print(changes: Changes = {}): Promise<PrintOutcome> {
  const outcome = await printCards(city.office, requestOf(changes));
  assert(outcome.ok, `printed: ${JSON.stringify(outcome.ok ? "" : outcome.error)}`);
  return outcome.value;
}

async function tryPrint(changes: Changes = {}): Promise<unknown> {
  const outcome = await printCards(city.office, requestOf(changes));
  return outcome.ok ? outcome.value : outcome.error;
}

function requestOf({ on, ...changes }: Changes): PrintRequest {
  const day: PlainDate = on === undefined ? onFirstOfJune : plainDate(on);
  return { programmeCode: null, file, on: day, all: false, progress: noProgress, ...changes };
}

async function acceptLater(launch: Launch, index: number): Promise<void> {
  await city.admin.query(
    `with r as (
       insert into enrolment.reply (regency_code, reply_id, batch_id, reply_no, file_name, content_sha256, counts, read_by)
       select regency_code, gen_random_uuid(), batch_id, 2, 'susulan.xlsx', '\\x01', '{}', 'test' from enrolment.batch
       returning regency_code, reply_id, batch_id
     )
     insert into enrolment.reply_line (regency_code, reply_id, row_no, batch_id, person_id, matched_by, outcome, kpj, starts_on)
     select regency_code, reply_id, 1, batch_id, $1, 'nik', 'accepted', '21019999999', '2024-07-01' from r`,
    [launch.personIds[index]],
  );
}

async function countRows() {
  const counted = await city.admin.query(
    `select (select count(*)::int from cards.print_run) as runs, (select count(*)::int from cards.card) as cards,
       (select count(*)::int from cards.sheet) as sheets`,
  );
  return counted.rows[0] as unknown;
}

async function textHashes(): Promise<readonly string[]> {
  const found = await city.admin.query<{ hash: string }>(
    `select encode(c.text_sha256, 'hex') as hash from cards.card c join cards.print_run r using (regency_code, print_run_id)
     order by r.print_no, c.card_no`,
  );
  return found.rows.map((row) => row.hash);
}

function keyFile(inFolder: string) {
  const read = parseKeyFileHere(readFileSync(path.join(inFolder, keyFileName), "utf8"));
  assert(read.ok, "the key file is one");
  return read.value;
}

function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"]).error === undefined;
}
