import { createHash, randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openWorkbook,
  type SheetRow,
  type WriteCell,
  writeWorkbook,
} from "../../src/platform/spreadsheet/server.ts";
import { generateDemoCity } from "../demo-city/generate.ts";
import { answerBatch, type BatchAnswer, parseShare } from "./answer-batch.ts";
import { REASON_CODES, REASON_WEIGHTS, WORDINGS } from "./reasons.ts";

const SEED = randomInt(1, 2 ** 31);
const LINES = 1_000;

const folder = mkdtempSync(join(tmpdir(), "payung-insurer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let filesMade = 0;
const newPath = (extension: string) => join(folder, `${++filesMade}.${extension}`);

interface SentPerson {
  readonly nik: string;
  readonly name: string;
  /** dd-mm-yyyy */
  readonly birth: string;
}

type TruthLine = Readonly<Record<string, string>>;

let truthFile: string;
let truth: readonly TruthLine[];
let people: readonly SentPerson[];

beforeAll(async () => {
  const city = await generateDemoCity({
    area: "73.71",
    workers: 2_000,
    seed: SEED,
    outDir: join(folder, "city"),
  });
  truthFile = city.truth;
  const [header, ...lines] = (await readRows(truthFile)).map(({ cells }) => cells);
  truth = lines.map((cells) =>
    Object.fromEntries((header ?? []).map((name, index) => [name, cells[index] ?? ""])),
  );
  const isWorker = ({ is_worker, birth_date = "" }: TruthLine) =>
    is_worker === "true" && birth_date >= "1960";
  const workers = truth.filter(isWorker).map(toSent);
  people = [...new Map(workers.map((one) => [one.nik, one])).values()].slice(0, LINES);
});

function toSent(line: TruthLine): SentPerson {
  const birth = (line["birth_date"] ?? "").split("-").reverse().join("-");
  return { nik: line["nik"] ?? "", name: line["name"] ?? "", birth };
}

async function readRows(path: string): Promise<readonly SheetRow[]> {
  const opening = await openWorkbook(path);
  if (!opening.ok) throw new Error(`the file is refused: ${opening.error.type}`);
  const rows: SheetRow[] = [];
  for await (const batch of opening.value.readBatches(opening.value.sheets[0]?.name ?? "")) {
    rows.push(...batch);
  }
  await opening.value.close();
  return rows;
}

async function writeBatch(sent: readonly SentPerson[], start = "01-07-2024"): Promise<string> {
  const path = newPath("xlsx");
  const titles: WriteCell[][] = [["Pendaftaran peserta BPU"], ["Jumlah", `${sent.length}`], []];
  const header = [
    "NO",
    "TANGGAL MULAI",
    "NIK",
    "PROGRAM",
    "NAMA",
    "NOMOR ANGGOTA",
    "TANGGAL LAHIR",
  ];
  const lines = sent.map(({ nik, name, birth }, index) => [
    { number: String(index + 1) },
    start,
    nik,
    "JKK JKM",
    name,
    `A${index}`,
    birth,
  ]);
  const rows: WriteCell[][] = [...titles, header, ...lines, [], [null, "JUMLAH", "x"]];
  await writeWorkbook(path, [
    { name: "Keterangan", rows: [["Dibuat oleh Payung"]] },
    { name: "Peserta", rows },
  ]);
  return path;
}

interface ReplyLine {
  readonly nik: string;
  readonly isNumber: boolean;
  readonly name: string;
  readonly status: string;
  readonly remark: string;
  readonly kpj: string;
  readonly effective: string;
}

interface Reply {
  readonly path: string;
  readonly answer: BatchAnswer;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly lines: readonly ReplyLine[];
  readonly otherTexts: readonly string[];
}

async function reply(
  sent: readonly SentPerson[],
  rejectShare: number,
  options: { seed?: number; truthFile?: string; extension?: string } = {},
): Promise<Reply> {
  const path = newPath(options.extension ?? "xlsx");
  const answer = await answerBatch({
    batchFile: await writeBatch(sent),
    rejectShare,
    seed: options.seed ?? SEED,
    outFile: path,
    ...(options.truthFile === undefined ? {} : { truthFile: options.truthFile }),
  });
  const rows = await readRows(path);
  const headerIndex = rows.findIndex(({ cells }) => cells.includes("NAMA PESERTA"));
  const header = rows[headerIndex]?.cells ?? [];
  const isLine = ({ cells }: SheetRow) => /^\d+$/.test(cells[header.indexOf("NO")] ?? "");
  const below = rows.slice(headerIndex + 1);
  return {
    path,
    answer,
    headerRow: headerIndex + 1,
    header,
    lines: below.filter(isLine).map((row) => toReplyLine(row, header)),
    otherTexts: [...rows.slice(0, headerIndex), ...below.filter((row) => !isLine(row))].flatMap(
      ({ cells }) => cells,
    ),
  };
}

function toReplyLine({ cells, kinds }: SheetRow, header: readonly string[]): ReplyLine {
  const textOf = (...names: readonly string[]) =>
    cells[header.findIndex((title) => names.includes(title))] ?? "";
  return {
    nik: textOf("NIK"),
    isNumber: kinds[header.indexOf("NIK")] === "n",
    name: textOf("NAMA PESERTA"),
    status: textOf("STATUS"),
    remark: textOf("KETERANGAN", "HASIL"),
    kpj: textOf("NO KPJ"),
    effective: textOf("TGL EFEKTIF"),
  };
}

const isYes = ({ status }: ReplyLine) => /^(y|diterima)$/i.test(status);
const rejectedNiks = ({ lines }: Reply) =>
  lines
    .filter((line) => !isYes(line))
    .map(({ nik, isNumber }) => (isNumber ? nik.slice(0, 15) : nik.replace("'", "").slice(0, 15)))
    .sort();

describe(`a reply to ${LINES} people (seed ${SEED})`, () => {
  let given: Reply;
  beforeAll(async () => {
    given = await reply(people, 0.06);
  });

  it("answers everybody once and counts what stands in it", () => {
    expect(given.answer).toMatchObject({ lines: LINES, accepted: 940, rejected: 60 });
    expect(given.lines).toHaveLength(LINES);
    expect(given.lines.filter(isYes)).toHaveLength(940);
    expect(Object.values(given.answer.reasons).reduce((sum, count) => sum + count, 0)).toBe(60);
    const lettersOf = (name: string) => name.toUpperCase().replace(/[^A-Z]/g, "");
    const sentNames = new Map(people.map(({ nik, name }) => [nik, lettersOf(name)]));
    for (const line of given.lines.filter(({ isNumber }) => !isNumber)) {
      const name = sentNames.get(line.nik.replace("'", ""));
      expect(name).toBeDefined();
      expect(name).toContain(lettersOf(line.name));
    }
  });

  it("gives every accepted person a KPJ and the start day, and no other", () => {
    for (const line of given.lines.filter(isYes)) {
      expect(line.kpj).toMatch(/^\d{11}$/);
      expect(line.effective).toMatch(/^(01-07-2024|01\/07\/2024|1 Juli 2024|45474)$/);
      expect(line.remark).toMatch(/bisa daftar|terverifikasi|sesuai|lolos/i);
    }
    expect(new Set(given.lines.filter(isYes).map(({ kpj }) => kpj)).size).toBe(940);
    const wordings = Object.values(WORDINGS).flat();
    for (const line of given.lines.filter((one) => !isYes(one))) {
      expect(line.kpj + line.effective).toMatch(/^-{0,2}$/);
      expect(wordings).toContain(line.remark);
    }
  });

  it("looks like an office's paper, not like the batch", () => {
    expect(given.headerRow).toBeGreaterThan(3);
    expect(given.headerRow).toBeLessThanOrEqual(15);
    const sheetText = given.otherTexts.join(" | ");
    expect(sheetText).toContain("HASIL PENGECEKAN DATA PESERTA BPU");
    expect(sheetText).toContain("JUMLAH DATA | 1.000");
    expect(sheetText).toContain("Petugas Kepesertaan");
    expect(sheetText).toContain("bukan dokumen BPJS Ketenagakerjaan");
    const sentOrder = people.map(({ nik }) => nik.slice(0, 15));
    const replyOrder = given.lines.map(({ nik }) => nik.replace("'", "").slice(0, 15));
    const inPlace = replyOrder.filter((nik, index) => nik === sentOrder[index]);
    expect(inPlace.length).toBeLessThan(LINES / 50);
    expect(new Set(given.lines.map(({ status }) => status)).size).toBeGreaterThanOrEqual(6);
    const sentNames = new Set(people.map(({ name }) => name));
    expect(given.lines.filter(({ name }) => !sentNames.has(name)).length).toBeGreaterThan(50);
  });

  it("damages one NIK in fifty to a number that ends in 0, and the name stays whole", () => {
    const damaged = given.lines.filter(({ isNumber }) => isNumber);
    expect(damaged).toHaveLength(LINES / 50);
    const spelt = (name: string) => name.toUpperCase().replace(/ +/g, " ");
    for (const line of damaged) {
      expect(line.nik).toMatch(/^\d{15}0$/);
      const meant = people.filter(
        ({ nik, name }) =>
          nik.slice(0, 15) === line.nik.slice(0, 15) && spelt(name) === spelt(line.name),
      );
      expect(meant).toHaveLength(1);
    }
    const truly = damaged.filter(({ nik }) => !people.some((person) => person.nik === nik));
    expect(truly.length).toBeGreaterThan(0);
  });

  it("keeps six digits of such a NIK in CSV, and the same people rejected", async () => {
    const csv = await reply(people, 0.06, { extension: "csv" });
    const damaged = csv.lines.filter(({ nik }) => /^\d\.\d{5}E\+15$/.test(nik));
    expect(damaged).toHaveLength(LINES / 50);
    expect(csv.answer).toEqual(given.answer);
    expect(csv.lines.some(({ kpj }) => kpj === "'-")).toBe(false);
  });

  it("is the same to the byte for the same seed, and another one for another", async () => {
    const bytesOf = ({ path }: Reply) =>
      createHash("sha256").update(readFileSync(path)).digest("hex");
    expect(bytesOf(await reply(people, 0.06))).toBe(bytesOf(given));
    expect(bytesOf(await reply(people, 0.06, { seed: SEED + 1 }))).not.toBe(bytesOf(given));
  });

  it("does not hang on the order of the batch", async () => {
    const turned = await reply([...people].reverse(), 0.06);
    expect(readFileSync(turned.path).equals(readFileSync(given.path))).toBe(true);
  });

  it("rejects others for another seed, and gives a person the same KPJ", async () => {
    const other = await reply(people, 0.06, { seed: SEED + 1 });
    expect(rejectedNiks(other)).not.toEqual(rejectedNiks(given));
    const kpjByNik = new Map(given.lines.filter(isYes).map(({ nik, kpj }) => [nik, kpj]));
    const both = other.lines.filter((line) => isYes(line) && kpjByNik.has(line.nik));
    expect(both.length).toBeGreaterThan(LINES / 2);
    for (const { nik, kpj } of both) expect(kpj).toBe(kpjByNik.get(nik));
  });
});

it(`rejects exactly the share asked for, whatever the size (seed ${SEED})`, async () => {
  const sizes = fc.integer({ min: 1, max: 60 });
  const perCents = fc.integer({ min: 0, max: 100 });
  await fc.assert(
    fc.asyncProperty(sizes, perCents, fc.nat(), async (size, perCent, seed) => {
      const share = parseShare(`${perCent}%`) ?? Number.NaN;
      const { answer, lines } = await reply(people.slice(0, size), share, { seed });
      expect(answer.rejected).toBe(Math.round(share * size));
      expect(answer.accepted + answer.rejected).toBe(size);
      expect(lines.filter((line) => !isYes(line))).toHaveLength(answer.rejected);
      expect(lines.some(({ isNumber }) => isNumber)).toBe(true);
    }),
    { seed: SEED, numRuns: 40 },
  );
});

describe(`an office that knows the truth (seed ${SEED})`, () => {
  it("rejects the dead, the insured, the moved and strangers first, for that reason", async () => {
    const [stranger, ...others] = people;
    if (stranger === undefined) throw new Error("the city has workers");
    const lastDigit = (Number(stranger.nik.at(-1)) + 1) % 10;
    const unknown = { ...stranger, nik: `${stranger.nik.slice(0, 12)}999${lastDigit}` };
    const truthByNik = new Map(truth.map((line) => [line["nik"], line]));
    const countTruly = (holds: (line: TruthLine) => boolean) =>
      others.filter(({ nik }) => holds(truthByNik.get(nik) ?? {})).length;
    const { answer } = await reply([unknown, ...others], 0.5, { truthFile });
    const dead = countTruly((line) => line["dead"] === "true");
    const insuredPu = countTruly(({ segment = "" }) => ["PU", "JAKON"].includes(segment));
    expect(dead + insuredPu).toBeGreaterThan(10);
    expect(answer.rejected).toBe(500);
    expect(answer.reasons["MENINGGAL"]).toBeGreaterThanOrEqual(dead);
    expect(answer.reasons["AKTIF_PU"]).toBeGreaterThanOrEqual(insuredPu);
    expect(answer.reasons["NIK_DUKCAPIL"]).toBeGreaterThanOrEqual(1);
  });

  it("rejects nobody else while there are such people", async () => {
    const truthByNik = new Map(truth.map((line) => [line["nik"], line]));
    const dead = people.filter(({ nik }) => truthByNik.get(nik)?.["dead"] === "true");
    const sound = people.filter(({ nik }) => {
      const { dead, moved, segment, job_class = "" } = truthByNik.get(nik) ?? {};
      return (
        [dead, moved].every((one) => one === "false") &&
        segment === "" &&
        !/PNS|PEJABAT/.test(job_class)
      );
    });
    expect(dead.length).toBeGreaterThan(0);
    const sent = [...sound.slice(0, 9 * dead.length), ...dead];
    const given = await reply(sent, dead.length / sent.length, { truthFile });
    expect(given.answer.reasons).toEqual({ MENINGGAL: dead.length });
    expect(rejectedNiks(given)).toEqual(dead.map(({ nik }) => nik.slice(0, 15)).sort());
  });

  it("sees without any register who is sent twice, is 65 or has a spoilt NIK", async () => {
    const [first, second, third, ...others] = people.slice(0, 300);
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    const sent = [
      first,
      { ...first, name: `${first.name} X` },
      { ...second, birth: "01-07-1959" },
      { ...third, nik: third.nik.slice(0, 15) },
      ...others,
    ];
    const { answer } = await reply(sent, 3 / sent.length);
    expect(answer.reasons).toEqual({ GANDA: 1, USIA_LEBIH: 1, NIK_FORMAT: 1 });
  });
});

describe("what the office cannot answer", () => {
  const answer = (batchFile: string, rejectShare = 0.06, seed = 1) =>
    answerBatch({ batchFile, rejectShare, seed, outFile: newPath("xlsx") });

  it("is said with file, row and column, and without what stands there", async () => {
    const batch = await writeBatch(people.slice(0, 3), "besok");
    const refusal = await answer(batch).catch((error: Error) => error.message);
    expect(refusal).toMatch(/^\d+\.xlsx, row 5: TANGGAL MULAI is no day/);
    expect(refusal).not.toMatch(/\d{16}|besok/);
  });

  it("is a workbook that is no batch, or names nobody", async () => {
    const path = newPath("xlsx");
    await writeWorkbook(path, [{ name: "Peserta", rows: [["NO", "NAMA"]] }]);
    await expect(answer(path)).rejects.toThrow("is no batch: no sheet has a header row");
    await expect(answer(await writeBatch([]))).rejects.toThrow("names nobody");
    await expect(answer(join(folder, "none.xlsx"))).rejects.toThrow("none.xlsx");
  });

  it("is a share or a seed that is none", async () => {
    const batch = await writeBatch(people.slice(0, 3));
    await expect(answer(batch, 6)).rejects.toThrow("rejectShare must be from 0 to 1");
    await expect(answer(batch, Number.NaN)).rejects.toThrow("rejectShare must be from 0 to 1");
    await expect(answer(batch, 0, 0.5)).rejects.toThrow("seed must be a whole number");
  });
});

it.each([
  ["6%", 0.06],
  ["6,5%", 0.065],
  [" 6 % ", 0.06],
  ["0.06", 0.06],
  ["0%", 0],
  ["0", 0],
  ["1", 1],
  ["100%", 1],
  ["6", null],
  ["101%", null],
  ["-6%", null],
  ["six", null],
  ["", null],
])('reads the share "%s" as %s', (text, share) => {
  expect(parseShare(text)).toBe(share);
});

it("knows at least two wordings and a weight for each of the reasons, no wording twice", () => {
  const all = Object.values(WORDINGS).flat();
  expect(new Set(all.map((wording) => wording.toLowerCase())).size).toBe(all.length);
  for (const code of REASON_CODES) {
    expect(WORDINGS[code].length).toBeGreaterThanOrEqual(2);
    expect(REASON_WEIGHTS.filter((one) => one.code === code)).toHaveLength(1);
  }
});
