import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { assert } from "../kernel/assert.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { type CommandLine, CommandRefused } from "../platform/command-line.ts";
import { mountLinkageCommands } from "./commands.ts";
import { makePeople, peopleHeaders, shuffled, type TestRow } from "./test-people.ts";

const folder = mkdtempSync(path.join(tmpdir(), "payung-link-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const people = makePeople(600, 77);
const csvOf = (rows: readonly TestRow[], separator = ",") =>
  [
    peopleHeaders.join(separator),
    ...rows.map((row) =>
      peopleHeaders.map((header) => row[header as keyof TestRow]).join(separator),
    ),
  ].join("\r\n");
writeFileSync(at("people.csv"), csvOf(people));

async function link(
  ...args: readonly string[]
): Promise<{ readonly json: unknown; readonly text: string }> {
  const answers: { json: unknown; text: string }[] = [];
  const line: CommandLine = {
    language: "en",
    on: plainDate("2024-06-01"),
    withOffice: () => Promise.reject(new Error("linking opens no office")),
    showProgress: () => ({ report: () => undefined, done: () => undefined }),
    answer: (json, text) => void answers.push({ json, text }),
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  mountLinkageCommands(program, line);
  await program.parseAsync(["link", ...args, "--workers", "1"], { from: "user" });
  const [answer] = answers;
  assert(answer, "a command answers once");
  return answer;
}

async function refusalOf(...args: readonly string[]): Promise<CommandRefused> {
  const refused = await link(...args).catch((error: unknown) => error);
  assert(refused instanceof CommandRefused, `an expected refusal, not ${String(refused)}`);
  expect(refused.sentence.id).not.toBe(refused.sentence.en);
  return refused;
}

describe("payung link", () => {
  test("deduplicates a table nobody has described, and says what it did", async () => {
    const { json, text } = await link(
      at("people.csv"),
      "--out",
      at("out.csv"),
      "--pairs",
      at("pairs.csv"),
    );
    expect(json).toMatchObject({ rows: people.length, file: at("out.csv") });
    expect(text).toContain("expected before anybody has looked");
    const [head, ...lines] = readFileSync(at("out.csv"), "utf8").trim().split("\n");
    expect(head).toBe("cluster,size,id");
    expect(lines).toHaveLength(people.length);
    expect(readFileSync(at("pairs.csv"), "utf8")).toMatch(/^id_l,id_r,weight_bits,probability\n/);
  });

  test("writes the same files for rows in another order, with a semicolon and a mark in front", async () => {
    writeFileSync(at("other.csv"), `\uFEFF${csvOf(shuffled(people, 5), ";")}`);
    await link(at("other.csv"), "--out", at("other-out.csv"), "--pairs", at("other-pairs.csv"));
    for (const name of ["out.csv", "pairs.csv"])
      expect(readFileSync(at(`other-${name}`), "utf8")).toBe(readFileSync(at(name), "utf8"));
  });

  test("a proposal can be read, mended and used; a saved model gives the same result", async () => {
    const { text } = await link(at("people.csv"), "--propose", at("people.yaml"));
    expect(text).toContain("type: name");
    const spec = ["--spec", at("people.yaml")];
    await link(at("people.csv"), ...spec, "--out", at("a.csv"), "--save-model", at("model.json"));
    await link(at("people.csv"), "--model", at("model.json"), "--out", at("b.csv"));
    expect(readFileSync(at("b.csv"), "utf8")).toBe(readFileSync(at("a.csv"), "utf8"));
    expect(readFileSync(at("a.csv"), "utf8")).toBe(readFileSync(at("out.csv"), "utf8"));
  });

  test("links two files: no pair is of one file", async () => {
    const firsts = people.filter(
      (row, place) => people.findIndex(({ person }) => person === row.person) === place,
    );
    writeFileSync(at("one.csv"), csvOf(firsts));
    writeFileSync(at("two.csv"), csvOf(people.filter((row) => !firsts.includes(row))));
    await link(
      at("one.csv"),
      at("two.csv"),
      "--out",
      at("linked.csv"),
      "--pairs",
      at("linked-pairs.csv"),
    );
    const [, ...lines] = readFileSync(at("linked-pairs.csv"), "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThan(100);
    for (const line of lines) {
      const [left, , right] = line.split(",");
      expect(left).not.toBe(right);
    }
  });

  test("refuses with the reason, and leaves nothing behind", async () => {
    writeFileSync(
      at("bad.yaml"),
      "linkage: 1\ncolumns: {a: {type: day}}\ncomparisons: [b]\nblocking: [[c]]\n",
    );
    writeFileSync(at("empty.csv"), "id,name\n");
    const out = ["--out", at("none.csv")];
    const cases = [
      ["SayOut", [at("people.csv")]],
      ["FileMissing", [at("nowhere.csv"), ...out]],
      ["NoRows", [at("empty.csv"), ...out]],
      ["FileFaulty", [at("people.csv"), "--spec", at("bad.yaml"), ...out]],
      ["NoSuchColumn", [at("people.csv"), "--ignore", "nothing", ...out]],
      ["NoNumber", [at("people.csv"), "--threshold", "high", ...out]],
      ["NotWritable", [at("people.csv"), "--out", path.join(folder, "no", "such", "folder.csv")]],
    ] as const;
    for (const [type, args] of cases) expect((await refusalOf(...args)).refusal.type).toBe(type);
    expect(existsSync(at("none.csv"))).toBe(false);
  });
});
