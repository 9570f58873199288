import { createHash, randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbook, type SheetRow } from "../../src/platform/spreadsheet/server.ts";
import { type DemoCityFiles, generateDemoCity } from "./generate.ts";
import { RATES } from "./rates.ts";

const SEEDS = [randomInt(1, 2 ** 31), randomInt(1, 2 ** 31)];
const WORKERS = 5_000;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "payung-demo-city-"));
  folders.push(folder);
  return folder;
}

async function generate(workers: number, seed: number): Promise<DemoCityFiles> {
  return await generateDemoCity({ area: "73.71", workers, seed, outDir: newFolder() });
}

type TruthLine = Readonly<Record<string, string>>;

interface PersonRow {
  readonly key: string;
  readonly cells: readonly string[];
  readonly kinds: string;
}

interface WrittenCity {
  readonly files: DemoCityFiles;
  readonly truth: readonly TruthLine[];
  readonly truthByKey: ReadonlyMap<string, TruthLine>;
  readonly registryTruth: readonly TruthLine[];
  /** One line per distinct registered person. */
  readonly people: readonly TruthLine[];
  readonly registryRows: readonly PersonRow[];
  readonly listRows: readonly PersonRow[];
}

async function readRows(path: string): Promise<readonly { sheet: string; row: SheetRow }[]> {
  const opening = await openWorkbook(path);
  if (!opening.ok) throw new Error(`the generated file is refused: ${JSON.stringify(opening)}`);
  const opened = opening.value;
  const rows: { sheet: string; row: SheetRow }[] = [];
  for (const { name } of opened.sheets) {
    for await (const batch of opened.readBatches(name)) {
      for (const row of batch) rows.push({ sheet: name, row });
    }
  }
  await opened.close();
  return rows;
}

/** Rows below the header that begin with a running number: what an intake would call data. */
async function readPersonRows(path: string): Promise<readonly PersonRow[]> {
  const rows = await readRows(path);
  return rows
    .filter(({ row }) => row.kinds.startsWith("n"))
    .map(({ sheet, row }) => ({
      key: `${basename(path)}/${sheet}/${row.rowNumber}`,
      cells: row.cells,
      kinds: row.kinds,
    }));
}

async function readCity(files: DemoCityFiles): Promise<WrittenCity> {
  const [header, ...lines] = (await readRows(files.truth)).map(({ row }) => row.cells);
  const truth = lines.map(
    (cells): TruthLine =>
      Object.fromEntries((header ?? []).map((name, index) => [name, cells[index] ?? ""])),
  );
  const registryTruth = truth.filter(({ file }) => file === basename(files.registry));
  return {
    files,
    truth,
    truthByKey: new Map(truth.map((line) => [`${line.file}/${line.sheet}/${line.row}`, line])),
    registryTruth,
    people: [...new Map(registryTruth.map((line) => [line.person_id, line])).values()],
    registryRows: await readPersonRows(files.registry),
    listRows: [
      ...(await readPersonRows(files.insurer)),
      ...(await readPersonRows(files.civil)),
      ...(await readPersonRows(files.disability)),
    ],
  };
}

function ageOnReferenceDay(birthDate: string | undefined): number {
  const number = (day: string) => Number(day.replaceAll("-", ""));
  return Math.floor((number("2024-05-31") - number(birthDate ?? "")) / 10_000);
}

function countWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

async function digests(files: DemoCityFiles): Promise<Record<string, string>> {
  const folder = join(files.registry, "..");
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}

describe(`a synthetic Makassar (seeds ${SEEDS.join(", ")})`, () => {
  it("is the same to the byte for the same seed, and another city for another seed", async () => {
    const [seed = 1, other = 2] = SEEDS;
    const first = await digests(await generate(300, seed));
    expect(Object.keys(first)).toHaveLength(7);
    expect(await digests(await generate(300, seed))).toEqual(first);
    const second = await digests(await generate(300, other));
    for (const [name, digest] of Object.entries(first)) expect(second[name]).not.toBe(digest);
  });

  it.each([1, 30, 300, 2_000])("has exactly %i workers, counted on the truth", async (workers) => {
    for (const seed of SEEDS) {
      const { people } = await readCity(await generate(workers, seed));
      const counted = people.filter((person) => {
        const age = ageOnReferenceDay(person.birth_date);
        const isIdle = ["TIDAK/BELUM BEKERJA", "PENSIUNAN"].includes(person.job_class ?? "");
        return age >= 18 && age <= 64 && !isIdle;
      });
      expect(counted).toHaveLength(workers);
      expect(countWhere(people, ({ is_worker }) => is_worker === "true")).toBe(workers);
    }
  });

  it("refuses a number of workers or a seed it cannot make a city of", async () => {
    await expect(generate(0, 1)).rejects.toThrow("workers must be a whole number");
    await expect(generate(1_000_001, 1)).rejects.toThrow("workers must be a whole number");
    await expect(generate(300, -1)).rejects.toThrow("seed must be a whole number");
  });

  it("reports progress up to the last row", async () => {
    const reports: (readonly [number, number])[] = [];
    await generateDemoCity({
      area: "73.71",
      workers: 1_000,
      seed: 1,
      outDir: newFolder(),
      onProgress: (done, total) => reports.push([done, total]),
    });
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.every(([done, total]) => done <= total)).toBe(true);
    expect(reports.at(-1)?.[0]).toBe(reports.at(-1)?.[1]);
  });
});

describe.each(SEEDS)(`a synthetic city of ${WORKERS} workers, seed %i`, (seed) => {
  let city: WrittenCity;
  beforeAll(async () => {
    city = await readCity(await generate(WORKERS, seed));
  }, 120_000);

  it("keeps to the stated rates", () => {
    const { people, registryTruth } = city;
    const workers = people.filter(({ is_worker }) => is_worker === "true");
    const shareOf = (lines: readonly TruthLine[], field: string) =>
      countWhere(lines, (line) => line[field] === "true") / lines.length;
    expect(people).toHaveLength(city.files.counts.persons);
    expect(registryTruth.length / people.length).toBeCloseTo(1 + RATES.secondRow, 3);
    expect(shareOf(people, "dead")).toBeCloseTo(RATES.dead, 3);
    expect(shareOf(people, "moved")).toBeCloseTo(RATES.moved, 3);
    expect(shareOf(workers, "wage_earner")).toBeCloseTo(RATES.wageEarner, 3);
    const damaged = countWhere(registryTruth, ({ row_nik }) =>
      ["missing", "damaged"].includes(row_nik ?? ""),
    );
    expect(damaged / registryTruth.length).toBeCloseTo(RATES.damagedNik, 3);
    const pairs = [...groupBy(registryTruth, (line) => line.person_id ?? "").values()].filter(
      ({ length }) => length > 1,
    );
    expect(pairs.every(({ length }) => length === 2)).toBe(true);
    const apart = countWhere(pairs, (pair) => pair.some(({ row_nik }) => row_nik !== "true"));
    expect(apart / pairs.length).toBeCloseTo(RATES.secondRowWithoutCommonNik, 2);
    expect(apart / pairs.length).toBeGreaterThanOrEqual(0.2);
  });

  it("gives every person a NIK of one's own, with the own birth date and sex in it", () => {
    const everybody = [...new Map(city.truth.map((line) => [line.person_id, line])).values()];
    expect(new Set(everybody.map(({ nik }) => nik)).size).toBe(everybody.length);
    let contradicting = 0;
    for (const { nik = "", birth_date = "", sex } of everybody) {
      expect(nik).toMatch(/^[1-9]\d{15}$/);
      expect(nik.slice(12)).not.toBe("0000");
      const day = Number(nik.slice(6, 8));
      expect(day > 40).toBe(sex === "P");
      expect(day % 40).toBeGreaterThanOrEqual(1);
      expect(day % 40).toBeLessThanOrEqual(31);
      expect(Number(nik.slice(8, 10))).toBeGreaterThanOrEqual(1);
      expect(Number(nik.slice(8, 10))).toBeLessThanOrEqual(12);
      const [year = "", month = "", dayOfMonth = ""] = birth_date.split("-");
      const own = `${String(Number(dayOfMonth) + (sex === "P" ? 40 : 0)).padStart(2, "0")}${month}`;
      if (nik.slice(6, 12) !== own + year.slice(2)) contradicting++;
    }
    expect(contradicting / everybody.length).toBeGreaterThan(0);
    expect(contradicting / everybody.length).toBeLessThan(2 * RATES.nikDateContradicts);
    const bornHere = countWhere(everybody, ({ nik }) => nik?.startsWith("7371") ?? false);
    expect(bornHere / everybody.length).toBeGreaterThan(0.8);
  });

  it("tells the truth of every row of every file, once", () => {
    const rows = [...city.registryRows, ...city.listRows];
    expect(city.truthByKey.size).toBe(city.truth.length);
    expect(rows.map(({ key }) => key).sort()).toEqual([...city.truthByKey.keys()].sort());
  });

  it("says of each registry row whether its NIK is the true one", () => {
    for (const { key, cells, kinds } of city.registryRows) {
      const line = city.truthByKey.get(key);
      const nik = (cells[11] ?? "").replace(/^'|\u00a0$/g, "");
      const isMissing = ["", "KOSONG", "Kosong", "-"].includes(nik);
      const state = line?.row_nik;
      expect(nik === line?.nik).toBe(state === "true");
      expect(isMissing).toBe(state === "missing");
      if (state === "wrong") expect(nik).toMatch(/^\d{16}$/);
      const isWhole = /^\d{16}$/.test(nik) && kinds[11] === "s";
      if (state === "damaged") expect(isWhole).toBe(false);
    }
  });

  it("calls a NIK usable when some row shows it, and eligible who may be insured", () => {
    const withTrueNik = new Set(
      city.truth.filter(({ row_nik }) => row_nik === "true").map(({ person_id }) => person_id),
    );
    for (const line of city.truth) {
      expect(line.nik_usable === "true").toBe(withTrueNik.has(line.person_id));
      const isEligible =
        line.in_registry === "true" &&
        line.is_worker === "true" &&
        Number(line.decile) <= 3 &&
        line.dead === "false" &&
        line.moved === "false" &&
        line.wage_earner === "false" &&
        line.active_elsewhere === "false" &&
        !["PNS/TNI/POLRI", "PEJABAT NEGARA"].includes(line.job_class ?? "") &&
        line.nik_usable === "true";
      expect(line.true_eligible === "true").toBe(isEligible);
    }
    const { counts } = city.files;
    const eligible = countWhere(city.people, ({ true_eligible }) => true_eligible === "true");
    expect(eligible).toBe(counts.trueEligibleDeciles1To3);
    // The launch had seats for 46 % of the registered workers; more than that must be eligible.
    expect(eligible / WORKERS).toBeGreaterThan(35_422 / 77_000);
  });

  it("puts a head first in every family, with a spouse and children of plausible age", () => {
    const families = groupBy(city.registryRows, ({ cells }) => cells[1] ?? "");
    const ageOf = ({ key }: PersonRow) => ageOnReferenceDay(city.truthByKey.get(key)?.birth_date);
    for (const rows of families.values()) {
      const [head, ...others] = rows;
      expect(head?.cells[14]).toBe("KEPALA KELUARGA");
      if (head === undefined) continue;
      expect(ageOf(head)).toBeGreaterThanOrEqual(others.length === 0 ? 0 : 17);
      const spouses = others.filter(({ cells }) => cells[14] === "ISTRI/SUAMI");
      expect(spouses.length).toBeLessThanOrEqual(1);
      for (const spouse of spouses) expect(ageOf(spouse)).toBeGreaterThanOrEqual(18);
      for (const member of others) {
        const relation = member.cells[14];
        expect(relation).not.toBe("KEPALA KELUARGA");
        if (relation !== "ANAK") continue;
        for (const parent of [head, ...spouses]) {
          expect(ageOf(parent) - ageOf(member)).toBeGreaterThanOrEqual(17);
        }
        expect(ageOf(member)).toBeLessThanOrEqual(34);
      }
    }
  });

  it("lists families by ID without a gap, an ID for each person", () => {
    const order = city.registryRows.map(({ cells }) => cells[1]);
    const changes = order.filter((id, index) => id !== order[index - 1]);
    expect(changes).toHaveLength(new Set(order).size);
    expect(new Set(city.registryRows.map(({ cells }) => cells[9])).size).toBe(order.length);
  });

  it("contains what makes people hard to tell apart", () => {
    const families = [...groupBy(city.registryRows, ({ cells }) => cells[1] ?? "").values()];
    const truthOf = (rows: readonly PersonRow[]) =>
      rows.map(({ key }): TruthLine => city.truthByKey.get(key) ?? {});
    const childrenOf = (rows: readonly PersonRow[]) =>
      truthOf(rows.filter(({ cells }) => cells[14] === "ANAK"));
    const withTwins = countWhere(families, (rows) => {
      const births = groupBy(childrenOf(rows), ({ birth_date }) => birth_date ?? "");
      return [...births.values()].some(({ length }) => length === 2);
    });
    expect(withTwins).toBeGreaterThan(0);
    const withJunior = countWhere(families, (rows) => {
      const [father, ...others] = truthOf(rows);
      return others.some(
        ({ name, person_id }) => name === father?.name && person_id !== father?.person_id,
      );
    });
    expect(withJunior).toBeGreaterThan(0);
    const namesakes = [
      ...groupBy(city.people, ({ name, kelurahan_code }) => `${name} ${kelurahan_code}`).values(),
    ].filter(({ length }) => length > 1);
    expect(namesakes.length).toBeGreaterThan(0);
    const twiceBorn = namesakes.filter(
      (group) => new Set(group.map(({ birth_date }) => birth_date)).size < group.length,
    );
    expect(twiceBorn.length).toBeLessThan(namesakes.length / 10);
  });

  it("tells the civil list's dead and moved and the other lists' facts as the truth does", () => {
    const ofFile = (path: string) =>
      city.listRows.filter(({ key }) => key.startsWith(`${basename(path)}/`));
    for (const { key, cells } of ofFile(city.files.civil)) {
      const line = city.truthByKey.get(key);
      expect(cells[6]).toBe(line?.dead === "true" ? "MENINGGAL" : "PINDAH");
    }
    for (const { key, cells } of ofFile(city.files.insurer)) {
      expect(cells[4]).toBe(city.truthByKey.get(key)?.segment);
    }
    for (const { key, cells } of ofFile(city.files.disability)) {
      expect(cells[7]).toBe(city.truthByKey.get(key)?.disability_type);
    }
    const listed = (path: string) =>
      new Set(ofFile(path).map(({ key }) => city.truthByKey.get(key)?.person_id));
    const gone = listed(city.files.civil);
    for (const person of city.people) {
      const isGone = person.dead === "true" || person.moved === "true";
      expect(gone.has(person.person_id)).toBe(isGone);
    }
  });
});
