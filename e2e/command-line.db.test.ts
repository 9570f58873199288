import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshOffice, type TestOffice } from "../src/platform/testing/database.ts";
import {
  makeTestCity,
  programmeCode,
  programmeFile,
  readTruth,
  seatsFor,
  type TestCity,
} from "./test-city.ts";
import { buildOnce, jsonOf, payungWith, type RunPayung, type Said } from "./test-command-line.ts";

const workers = 300;
const seats = seatsFor(workers);

let city: TestCity;
let testOffice: TestOffice;
let payung: RunPayung;
/** Everything that was said, so that the last test can look for a NIK in all of it. */
const said: Said[] = [];

beforeAll(async () => {
  buildOnce();
  city = await makeTestCity(workers, 5);
  testOffice = await freshOffice();
  const run = payungWith({ DATABASE_URL: testOffice.url, PAYUNG_DATA: testOffice.office.dataDir });
  payung = async (...args) => {
    const words = await run(...args);
    said.push(words);
    return words;
  };
});
afterAll(async () => {
  await testOffice.close();
  await city.remove();
});

interface FileReport {
  readonly file: string;
  readonly physical_rows: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly accepted: number;
  readonly warned: number;
  readonly quarantined: number;
  readonly already_loaded: boolean;
}

describe("before there is anything", () => {
  test("a command refuses with exit code 1, says why and what to do, in the language that was asked for", async () => {
    const allocate = ["allocate", "--programme", programmeCode, "--seats", "5"];
    const [id, en, json, assess, person] = await Promise.all([
      payung(...allocate),
      payung(...allocate, "--lang", "en"),
      payung(...allocate, "--json"),
      payung("assess", "--programme", programmeCode),
      payung("person", "7371-0ABCD-EFGHJ-K"),
    ]);
    expect([id, en, json, assess, person].map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
    expect(en.stderr).toContain("Record it first: payung programme create");
    expect(id.stderr).toContain("Catat dahulu: payung programme create");
    expect(person.stderr).toContain("NIK harus 16 angka");
    expect(id.stdout + en.stdout + assess.stdout + person.stdout).toBe("");
    const message = { id: id.stderr.trim(), en: en.stderr.trim() };
    expect(JSON.parse(json.stdout)).toEqual({ error: { type: "NoSuchProgramme", message } });
  });
});

describe("the flow, command by command", () => {
  test("intake --json answers what the issue promises, and both sums hold", async () => {
    const { files } = jsonOf<{ files: FileReport[] }>(
      await payung("intake", ...city.sent, "--on", "2024-05-31", "--json"),
    );
    expect(new Set(files.map(({ file }) => file))).toEqual(
      new Set(city.sent.map((file) => path.basename(file))),
    );
    for (const report of files) {
      expect(Object.keys(report).sort()).toEqual(
        [
          "file",
          "sheet",
          "sha256",
          "source",
          "layout",
          "physical_rows",
          "skipped",
          "rows",
          "accepted",
          "warned",
          "quarantined",
          "already_loaded",
        ].sort(),
      );
      expect(Object.keys(report.skipped).sort()).toEqual([
        "blank",
        "header",
        "signature",
        "title",
        "total",
      ]);
      const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
      expect(report.physical_rows).toBe(report.rows + skipped);
      expect(report.rows).toBe(report.accepted + report.warned + report.quarantined);
      expect(report.already_loaded).toBe(false);
    }
    const again = jsonOf<{ files: FileReport[] }>(await payung("intake", ...city.sent, "--json"));
    expect(again.files).toEqual(files.map((report) => ({ ...report, already_loaded: true })));
  });

  test("quarantined rows are no failure: exit code 0, and they are counted", async () => {
    const file = path.join(path.dirname(city.truth), "karantina.csv");
    writeFileSync(
      file,
      "NIK,Nama,Tanggal Lahir,Jenis Disabilitas\n,-,17-08-1990,Fisik\n,BASO,1-2-1980,Fisik\n",
    );
    const dry = await payung("intake", file, "--dry-run", "--lang", "en");
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toContain("nothing was kept");
    const { files } = jsonOf<{ files: FileReport[] }>(
      await payung("--json", "intake", file, "--source", "disability"),
    );
    expect(files).toMatchObject([{ rows: 2, warned: 1, quarantined: 1, already_loaded: false }]);
  });

  test("resolve, programme, assess: each repeated is already done", async () => {
    const resolved = jsonOf<Record<string, number | boolean>>(await payung("resolve", "--json"));
    expect(resolved["registry_rows"]).toBe(
      Number(resolved["persons"]) + Number(resolved["merged_rows"]),
    );
    expect(jsonOf(await payung("resolve", "--json"))).toEqual({ ...resolved, already_done: true });
    const created = jsonOf(await payung("programme", "create", programmeFile, "--json"));
    expect(created).toMatchObject({ code: programmeCode, version: 1, already_there: false });
    const listed = jsonOf(await payung("programme", "list", "--json"));
    expect(listed).toMatchObject({ programmes: [{ code: programmeCode, version: 1 }] });
    const assess = ["assess", "--programme", programmeCode, "--on", "2024-05-31", "--json"];
    const assessed = jsonOf<Record<string, number | boolean>>(await payung(...assess));
    expect(assessed["persons"]).toBe(
      Number(assessed["eligible"]) +
        Number(assessed["not_eligible"]) +
        Number(assessed["cannot_say"]),
    );
    expect(jsonOf(await payung(...assess))).toEqual({ ...assessed, already_done: true });
  });

  test("allocate --json answers what the issue promises, the id of the run and the assessment it rests on", async () => {
    const answer = jsonOf<Record<string, unknown>>(
      await payung("allocate", "--programme", programmeCode, "--seats", String(seats), "--json"),
    );
    expect(Object.keys(answer).sort()).toEqual(
      [
        "run",
        "seats",
        "budget_rp",
        "months",
        "cost_rp",
        "remainder_rp",
        "chosen",
        "waiting",
        "not_eligible",
        "cannot_say",
        "cut_off",
        "roster_hash",
        "assessment",
      ].sort(),
    );
    expect(answer).toMatchObject({
      seats,
      chosen: seats,
      months: 12,
      budget_rp: null,
      remainder_rp: null,
      cost_rp: seats * 201_600,
      cut_off: { rank: seats },
    });
    expect(answer["roster_hash"]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a budget is written as people write it, and kept to the rupiah", async () => {
    const answers = await Promise.all(
      ["2.000.000", "Rp2.000.000", "2000000"].map((budget) =>
        payung(
          "allocate",
          "--programme",
          programmeCode,
          "--budget",
          budget,
          "--months",
          "12",
          "--json",
        ),
      ),
    );
    const paid = answers.map((answer) => jsonOf<Record<string, unknown>>(answer));
    expect(paid[0]).toMatchObject({
      budget_rp: 2_000_000,
      chosen: 9,
      cost_rp: 1_814_400,
      remainder_rp: 185_600,
    });
    expect(paid[1]).toEqual(paid[0]);
    expect(paid[2]).toEqual(paid[0]);
  });

  test("--out writes the whole ranking, chosen and waiting, without any NIK", async () => {
    const out = path.join(path.dirname(city.truth), "roster.csv");
    const answer = jsonOf<{ chosen: number; waiting: number }>(
      await payung(
        "allocate",
        "--programme",
        programmeCode,
        "--seats",
        String(seats),
        "--out",
        out,
        "--json",
      ),
    );
    const lines = readFileSync(out, "utf8").trim().split(/\r?\n/).slice(1);
    expect(lines).toHaveLength(answer.chosen + answer.waiting);
    expect(lines.filter((line) => line.split(",")[1] === "chosen")).toHaveLength(answer.chosen);
    expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(
      lines.map((_, index) => index + 1),
    );
    expect(lines.join("\n")).not.toMatch(/\d{12}/);
  });

  test("a person is found by NIK, by member number and by id, and the story has reasons with rows and law", async () => {
    const line = readTruth(city).find(
      (one) => one["row_nik"] === "true" && one["true_eligible"] === "true",
    );
    const nik = line?.["nik"] ?? "";
    const byNik = jsonOf<Story>(await payung("person", nik, "--explain", "--json"));
    expect(byNik.person.nikMasked).toBe(`${nik.slice(0, 4)}••••••••${nik.slice(12)}`);
    const [byNumber, byId, spaced, told] = await Promise.all([
      payung("person", byNik.person.memberNumber, "--explain", "--json"),
      payung("person", byNik.person.personId, "--explain", "--json"),
      payung("person", nik.replace(/(\d{4})/g, "$1 ").trim(), "--explain", "--json"),
      payung("person", nik, "--explain", "--lang", "en"),
    ]);
    for (const answer of [byNumber, byId, spaced]) expect(jsonOf(answer)).toEqual(byNik);
    expect(byNik.decisions[0]?.statements.map(({ rule }) => rule)).toEqual([
      "alive",
      "resident",
      "decile",
      "age",
      "works",
      "not-wage-earner",
      "not-active-elsewhere",
      "identified",
    ]);
    expect(told.stdout).toContain("[entry-age-below]");
    expect(told.stdout).toContain(`${path.basename(city.registry)}:`);
    expect(told.stdout).not.toMatch(/undefined|null|NaN/);
  });
});

interface Story {
  readonly person: {
    readonly personId: string;
    readonly memberNumber: string;
    readonly nikMasked: string;
  };
  readonly decisions: readonly { readonly statements: readonly { readonly rule: string }[] }[];
}

describe("wrong usage is exit code 2, told in a sentence, and nothing is done", () => {
  const allocate = ["allocate", "--programme", programmeCode];
  test.each([
    ["no command", []],
    ["an unknown command", ["daftar"]],
    ["intake without a file", ["intake"]],
    ["allocate without a limit", allocate],
    ["allocate with two limits", [...allocate, "--seats", "5", "--budget", "1000000"]],
    ["one and a half seats", [...allocate, "--seats", "1.5"]],
    ["a budget with sen", [...allocate, "--budget", "7000000,50"]],
    ["a thousand months", [...allocate, "--seats", "5", "--months", "1000"]],
    ["a day that does not exist", ["assess", "--programme", programmeCode, "--on", "2024-02-30"]],
    ["a day in another form", ["resolve", "--on", "31-05-2024"]],
    ["a day that does not exist, where no day is needed", ["programme", "list", "--on", "kemarin"]],
    ["an unknown option", ["resolve", "--quickly"]],
  ])("%s", async (_, args) => {
    const answer = await payung(...args);
    expect(answer).toMatchObject({ code: 2, stdout: "" });
    expect(answer.stderr.trim()).not.toBe("");
  });
});

test("every command has a help with an example, exit code 0", async () => {
  const commandsIn = (help: string) =>
    [...(help.split(/^Commands:$/m)[1] ?? "").matchAll(/^ {2}([a-z][a-z-]*)/gm)]
      .map((match) => match[1] ?? "")
      .filter((name) => name !== "help");
  const help = async (...command: readonly string[]): Promise<readonly string[]> => {
    const answer = await payung(...command, "--help");
    expect(answer, command.join(" ")).toMatchObject({ code: 0, stderr: "" });
    const below = commandsIn(answer.stdout);
    if (below.length === 0)
      expect(answer.stdout, command.join(" ")).toMatch(/Examples?:\n +\S*.*payung /);
    const deeper = await Promise.all(below.map((name) => help(...command, name)));
    return below.length === 0 ? [command.join(" ")] : deeper.flat();
  };
  expect(await help()).toEqual(
    expect.arrayContaining([
      "intake",
      "resolve",
      "programme create",
      "programme list",
      "assess",
      "allocate",
      "person",
      "demo files",
      "demo run",
      "serve",
    ]),
  );
});

test("no NIK is ever said in full: not when it is asked for, misplaced, or part of a file's name", async () => {
  const nik = readTruth(city).find((one) => one["row_nik"] === "true")?.["nik"] ?? "";
  const stranger = `${nik.slice(0, 12)}9999`;
  const named = path.join(path.dirname(city.truth), `${nik}.csv`);
  writeFileSync(
    named,
    `NIK,Nama,Tanggal Lahir,Jenis Disabilitas\n${nik},AMINAH ${nik},17-08-1990,Fisik\n`,
  );
  const programme = path.join(path.dirname(city.truth), `${nik}.yaml`);
  writeFileSync(programme, `code: ${nik}\n${nik}: 1\n`);
  const answers = await Promise.all(
    [
      ["person", nik],
      ["person", stranger, "--explain"],
      [nik],
      ["person", nik, nik],
      ["resolve", "--on", nik],
      ["intake", named, "--json"],
      ["intake", `tiada-${nik}.xlsx`],
      ["intake", programme, "--json"],
      ["assess", "--programme", nik, "--json"],
      ["allocate", "--programme", nik, "--seats", nik],
      ["programme", "create", programme, "--json"],
    ].map((args) => payung(...args)),
  );
  expect(answers.map(({ code }) => code)).toEqual([0, 1, 2, 2, 2, 0, 1, 1, 1, 2, 1]);
  for (const { stdout, stderr } of said) {
    const words = `${stdout}\n${stderr}`;
    for (const number of [nik, stranger]) expect(words).not.toContain(number);
    expect(words).not.toMatch(/(?<![0-9a-f])\d{16}(?![0-9a-f])/);
  }
  expect(said.length).toBeGreaterThan(30);
});
