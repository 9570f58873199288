import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import yauzl from "yauzl";
import { type DemoCityFiles, generateDemoCity } from "../../tools/demo-city/generate.ts";
import { plainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { noProgress } from "../platform/progress.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { findRawRow } from "./find-row.ts";
import type { Source } from "./index.ts";
import { loadFile, type SheetReport } from "./load-file.ts";

let folder: string;
let city: DemoCityFiles;
let testOffice: TestOffice;
const first = new Map<string, readonly SheetReport[]>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "payung-intake-"));
  city = await generateDemoCity({
    area: "73.71",
    workers: 1_500,
    seed: 7,
    outDir: path.join(folder, "city"),
  });
  testOffice = await freshOffice();
  for (const file of registries()) first.set(file, await load(file));
});
afterAll(async () => {
  await testOffice.close();
  await rm(folder, { recursive: true, force: true });
});

function registries(): readonly string[] {
  return [city.registry, city.disability, city.civil, city.insurer];
}

async function attempt(
  file: string,
  options: { readonly dryRun?: boolean; readonly source?: Source } = {},
) {
  return await loadFile(testOffice.office, {
    path: file,
    source: options.source ?? null,
    dryRun: options.dryRun ?? false,
    on: plainDate("2024-05-31"),
    progress: noProgress,
  });
}

async function load(
  file: string,
  options: { readonly dryRun?: boolean; readonly source?: Source } = {},
) {
  const loaded = await attempt(file, options);
  if (!loaded.ok) throw new Error(`refused: ${JSON.stringify(loaded.error)}`);
  return loaded.value;
}

/** How much there is in every table that intake fills. */
async function countEverything(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of [
    "intake.load",
    "intake.raw_block",
    "intake.record",
    "intake.registry_fact",
    "intake.insurer_fact",
    "intake.civil_fact",
    "intake.disability_fact",
    "platform.identifier",
    "platform.data_key",
    "platform.journal",
  ]) {
    const counted = await testOffice.admin.query<{ n: number }>(
      `select count(*)::int as n from ${table}`,
    );
    counts[table] = counted.rows[0]?.n ?? 0;
  }
  return counts;
}

/** The same workbook zipped again: other bytes, the same cells. */
async function zipAgain(from: string, to: string): Promise<void> {
  const { ZipWriter } = await import("../platform/spreadsheet/zip-writer.ts");
  const { open } = await import("node:fs/promises");
  const zip = await yauzl.openPromise(from);
  const parts: [string, Buffer][] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push([entry.fileName, Buffer.concat(chunks)]);
  }
  const handle = await open(to, "w");
  const writer = new ZipWriter(handle);
  for (const [name, bytes] of parts.reverse()) await writer.addEntry(name, [bytes]);
  await writer.finish();
  await handle.close();
}

describe("a registry that is loaded", () => {
  test("is recognised, and every physical row of it is a row or skipped for a reason", () => {
    const sources = registries().map((file) => first.get(file)?.map((report) => report.source));
    expect(sources.map((of) => new Set(of))).toEqual([
      new Set(["p3ke"]),
      new Set(["disability"]),
      new Set(["dukcapil"]),
      new Set(["bpjs-active"]),
    ]);
    for (const report of [...first.values()].flat()) {
      const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
      expect(report.physicalRows).toBe(report.rows + skipped);
      expect(report.rows).toBe(report.accepted + report.warned + report.quarantined);
      expect(report.skipped.header).toBeGreaterThan(0);
      expect(report.alreadyLoaded).toBe(false);
    }
  });

  test("has as many rows as people were written into it: none is lost, no total and no signature is one", async () => {
    const truth = (await readFile(city.truth, "utf8")).split("\n");
    for (const file of registries()) {
      const written = truth.filter((line) => line.startsWith(`${path.basename(file)},`)).length;
      expect(first.get(file)?.reduce((sum, report) => sum + report.rows, 0)).toBe(written);
    }
  });

  test("holds as many physical rows as the workbook", async () => {
    const manifest = JSON.parse(await readFile(city.manifest, "utf8")) as {
      files: { file: string; sheets?: { name: string; physicalRows: number }[] }[];
    };
    for (const report of [...first.values()].flat()) {
      const file = manifest.files.find((one) => one.file === report.fileName);
      const sheet = file?.sheets?.find((one) => one.name === report.sheet);
      expect(report.physicalRows).toBe(sheet?.physicalRows);
    }
  });

  test("is in the database as reported, each load in the journal, each NIK once in the vault", async () => {
    const reports = [...first.values()].flat();
    const counts = await countEverything();
    expect(counts["intake.load"]).toBe(reports.length);
    expect(counts["platform.journal"]).toBe(reports.length);
    expect(counts["platform.data_key"]).toBe(reports.length);
    expect(counts["intake.record"]).toBe(reports.reduce((sum, report) => sum + report.rows, 0));
    for (const [source, table] of [
      ["p3ke", "intake.registry_fact"],
      ["bpjs-active", "intake.insurer_fact"],
      ["dukcapil", "intake.civil_fact"],
      ["disability", "intake.disability_fact"],
    ] as const) {
      const rows = reports.filter((report) => report.source === source);
      expect(counts[table]).toBe(rows.reduce((sum, report) => sum + report.rows, 0));
    }
    const niks = await testOffice.admin.query<{ n: number }>(
      "select count(distinct nik_id)::int as n from intake.record where nik_id is not null",
    );
    expect(counts["platform.identifier"]).toBe(niks.rows[0]?.n);
  });
});

describe("the same again", () => {
  test.each([
    ["the same file", async (file: string) => file],
    [
      "the same file under another name",
      async (file: string) => {
        const copy = path.join(folder, `salinan-${path.basename(file)}`);
        await copyFile(file, copy);
        return copy;
      },
    ],
    [
      "the same sheets, zipped again",
      async (file: string) => {
        const copy = path.join(folder, `zip-${path.basename(file)}`);
        await zipAgain(file, copy);
        expect(await readFile(copy)).not.toEqual(await readFile(file));
        return copy;
      },
    ],
  ])("%s changes nothing and reports what was counted then", async (_, makeAgain) => {
    const before = await countEverything();
    for (const file of registries()) {
      const again = await load(await makeAgain(file));
      expect(again.every((report) => report.alreadyLoaded)).toBe(true);
      const countsOf = (reports: readonly SheetReport[] | undefined) =>
        (reports ?? []).map(({ fileSha256: _hash, alreadyLoaded: _loaded, ...counts }) => counts);
      expect(countsOf(again)).toEqual(countsOf(first.get(file)));
    }
    expect(await countEverything()).toEqual(before);
  });

  test("two programs that load one file at once load it once", async () => {
    const copy = path.join(folder, "bersamaan.csv");
    await writeFile(copy, listOf([["AMINAH", "17-08-1990"]], "bersamaan"));
    const before = await countEverything();
    const answers = await Promise.all([load(copy), load(copy), load(copy)]);
    expect(answers.map(([report]) => report?.alreadyLoaded).sort()).toEqual([false, true, true]);
    expect((await countEverything())["intake.record"]).toBe((before["intake.record"] ?? 0) + 1);
  });
});

/** A disability list as CSV; `note` makes its content unlike any other. */
function listOf(people: readonly (readonly [string, string])[], note: string): string {
  const rows = people.map(
    ([name, born], index) => `${index + 1};;${name};${born};Tallo;Tallo;Fisik;${note}`,
  );
  return [
    "DAFTAR",
    "No;NIK;Nama;Tanggal Lahir;Kecamatan;Kelurahan;Jenis Disabilitas;Tingkat",
    ...rows,
    "",
  ].join("\n");
}

describe("a dry run", () => {
  test("reads and reports every row as a real one, and keeps nothing", async () => {
    const file = path.join(folder, "uji.csv");
    await writeFile(
      file,
      listOf(
        [
          ["AMINAH", "17-08-1990"],
          ["-", "17-08-1990"],
          ["BASO", "31/02/1990"],
        ],
        "uji coba",
      ),
    );
    const before = await countEverything();
    const rehearsed = await load(file, { dryRun: true });
    expect(rehearsed).toMatchObject([
      { rows: 3, accepted: 0, warned: 2, quarantined: 1, alreadyLoaded: false },
    ]);
    expect(await countEverything()).toEqual(before);
    const real = await load(file);
    expect(real).toEqual(rehearsed);
  });

  test("of a file that was loaded says so", async () => {
    expect(await load(city.civil, { dryRun: true })).toMatchObject([{ alreadyLoaded: true }]);
  });
});

describe("a row as it arrived", () => {
  interface StoredRow {
    readonly row_id: Uuid;
    readonly row_no: number;
    readonly findings: readonly string[];
  }
  const read = async (rowId: Uuid) =>
    await testOffice.office.db.look(testOffice.office.identity, (transaction) =>
      findRawRow(transaction, testOffice.office.vault, rowId),
    );

  test("is shown cell by cell under its headers, with NIKs masked, also from the end of a long sheet", async () => {
    const rows = await testOffice.admin.query<StoredRow>(
      `select row_id, row_no, findings from intake.record where source = 'p3ke'
       order by row_no % 97, row_no desc limit 40`,
    );
    for (const row of rows.rows) {
      const raw = await read(row.row_id);
      expect(raw).toMatchObject({
        rowNo: row.row_no,
        fileName: path.basename(city.registry),
        source: "p3ke",
      });
      expect(raw?.cells.map((cell) => cell.header)).toContain("NIK");
      expect(raw?.findings.map((finding) => finding.code)).toEqual(row.findings);
      expect(JSON.stringify(raw?.cells)).not.toMatch(/\d{12}/);
      const nik = raw?.cells.find((cell) => cell.header === "NIK")?.value ?? "";
      if (!row.findings.some((code) => code.startsWith("nik.")))
        expect(nik).toMatch(/^'?\d{4}•{8}\d{4}/);
    }
  });

  test("keeps a NIK that Excel made a number of as a number", async () => {
    const rows = await testOffice.admin.query<StoredRow>(
      "select row_id, row_no, findings from intake.record where nik_state = 'last-digit-lost' limit 1",
    );
    const raw = await read(rows.rows[0]?.row_id as Uuid);
    expect(raw?.cells.find((cell) => cell.header === "NIK")?.numeric).toBe(true);
  });

  test("is nobody's in another city, and nothing when there is none", async () => {
    const { db, vault } = testOffice.office;
    const rows = await testOffice.admin.query<StoredRow>(
      "select row_id from intake.record limit 1",
    );
    const rowId = rows.rows[0]?.row_id as Uuid;
    const elsewhere = { regencyCode: "73.06", actor: "os:somebody" };
    expect(
      await db.look(elsewhere, (transaction) => findRawRow(transaction, vault, rowId)),
    ).toBeNull();
    expect(await read("00000000-0000-8000-8000-000000000000" as Uuid)).toBeNull();
  });

  test("cannot be shown any more once the key of its load is destroyed", async () => {
    const file = path.join(folder, "musnah.csv");
    await writeFile(file, listOf([["AMINAH", "17-08-1990"]], "musnah"));
    await load(file);
    const rows = await testOffice.admin.query<StoredRow & { data_key_id: string }>(
      `select r.row_id, l.data_key_id from intake.record r join intake.load l using (regency_code, load_id)
       where l.file_name = 'musnah.csv'`,
    );
    const [row] = rows.rows;
    expect(await read(row?.row_id as Uuid)).toMatchObject({ rowNo: 3 });
    await testOffice.admin.query("alter table intake.load disable trigger all");
    await testOffice.admin.query("set session_replication_role = replica");
    await testOffice.admin.query("delete from platform.data_key where data_key_id = $1", [
      row?.data_key_id,
    ]);
    await testOffice.admin.query("set session_replication_role = origin");
    await testOffice.admin.query("alter table intake.load enable trigger all");
    expect(await read(row?.row_id as Uuid)).toBeNull();
  });
});

describe("no NIK stands in the clear", () => {
  test("in any text of any table of the database", async () => {
    const columns = await testOffice.admin.query<{ name: string; column_name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name, quote_ident(column_name) as column_name
       from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
       where data_type in ('text', 'jsonb', 'ARRAY') and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(columns.rows.length).toBeGreaterThan(20);
    for (const { name, column_name } of columns.rows) {
      const found = await testOffice.admin.query(
        `select ${column_name} from ${name} where ${column_name}::text ~ '(^|[^0-9a-f])[0-9]{16}([^0-9a-f]|$)' limit 1`,
      );
      expect([name, column_name, found.rows]).toEqual([name, column_name, []]);
    }
  });

  test("in the vault's own bytes, nor in the raw blocks", async () => {
    const truth = (await readFile(city.truth, "utf8")).split("\n").slice(1, 200);
    const niks = truth
      .map((line) => line.split(",")[6] ?? "")
      .filter((nik) => /^\d{16}$/.test(nik));
    expect(niks.length).toBeGreaterThan(100);
    const bytes = await testOffice.admin.query<{ all: Buffer }>(
      `select string_agg(ciphertext, ''::bytea) as all from intake.raw_block
       union all select string_agg(ciphertext || blind_index, ''::bytea) from platform.identifier`,
    );
    for (const nik of niks)
      expect(
        bytes.rows.some(({ all }) => all.includes(nik) || all.includes(nik.slice(4, 12))),
      ).toBe(false);
  });
});

test("any sheet under a header is counted to the last row, whatever stands in it", async () => {
  const cells = fc.constantFrom(
    "",
    " ",
    "AMINAH",
    "17-08-1990",
    "Fisik",
    "JUMLAH",
    "5",
    "(1)",
    "Tallo",
    "Nama",
    "NIK",
    `737107${"5708900012"}`,
    '"',
    "a,b",
  );
  const rows = fc.array(fc.array(cells, { maxLength: 9 }), { maxLength: 30 });
  const titles = fc.array(fc.constantFrom("", "DAFTAR", "Keadaan 2024"), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(titles, rows, async (above, below) => {
      const quote = (cell: string) =>
        /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
      const header = "No,NIK,Nama,Tanggal Lahir,Kecamatan,Kelurahan,Jenis Disabilitas,Tingkat";
      const text = [...above, header, ...below.map((row) => row.map(quote).join(","))].join("\n");
      const file = path.join(folder, "acak.csv");
      await writeFile(file, `${text}\n`);
      const [report] = await load(file, { dryRun: true });
      if (report === undefined) throw new Error("the header was not found");
      const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
      expect(report.physicalRows).toBe(report.rows + skipped);
      expect(report.rows).toBe(report.accepted + report.warned + report.quarantined);
      expect(report.physicalRows).toBeLessThanOrEqual(above.length + 1 + below.length);
      const people = below.filter((row) => row.includes("AMINAH") && row.length > 4);
      expect(report.physicalRows).toBeGreaterThan(people.length);
    }),
    { numRuns: 60 },
  );
});

describe("a header", () => {
  test.each([1, 5, 19])("is found under %d title rows", async (titles) => {
    const file = path.join(folder, `judul-${titles}.csv`);
    const above = Array.from({ length: titles }, (_, index) => `Judul ${index}`).join("\n");
    await writeFile(
      file,
      `${above}\n${listOf([["AMINAH", "17-08-1990"]], "judul")
        .split("\n")
        .slice(1)
        .join("\n")}`,
    );
    const [report] = await load(file, { dryRun: true });
    expect(report).toMatchObject({ rows: 1, skipped: { title: titles, header: 1 } });
  });

  test("is not looked for below the twentieth row: such a file is no registry", async () => {
    const file = path.join(folder, "judul-20.csv");
    const above = Array.from({ length: 20 }, (_, index) => `Judul ${index}`).join("\n");
    await writeFile(
      file,
      `${above}\n${listOf([["AMINAH", "17-08-1990"]], "judul")
        .split("\n")
        .slice(1)
        .join("\n")}`,
    );
    expect(await attempt(file, { dryRun: true })).toMatchObject({
      ok: false,
      error: { type: "NotARegistry" },
    });
  });

  test("of another source than the one that was said is no header", async () => {
    const file = path.join(folder, "sumber.csv");
    await writeFile(file, listOf([["AMINAH", "17-08-1990"]], "sumber"));
    expect(await attempt(file, { source: "dukcapil" })).toMatchObject({
      ok: false,
      error: { type: "NotARegistry", wanted: "dukcapil" },
    });
  });
});

test("a nearly empty row in the middle is a row, kept out; at the end it is the signature", async () => {
  const file = path.join(folder, "tengah.csv");
  const [title = "", header = "", ...people] = listOf(
    [
      ["AMINAH", "17-08-1990"],
      ["BASO", "01-02-1980"],
    ],
    "tengah",
  ).split("\n");
  await writeFile(
    file,
    [
      title,
      header,
      people[0],
      ";;;;;;;catatan",
      "",
      people[1],
      ";;;;;;;Makassar",
      ";;;;;;;Kepala Dinas",
      "JUMLAH;;2",
      "",
    ].join("\n"),
  );
  const [report] = await load(file, { dryRun: true });
  expect(report).toMatchObject({
    physicalRows: 9,
    rows: 3,
    quarantined: 1,
    skipped: { title: 1, header: 1, blank: 1, total: 1, signature: 2 },
  });
});
