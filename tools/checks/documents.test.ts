import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Room, rooms } from "../../src/rooms.ts";
import { checkDecisions, checkRoomMap, findBrokenLinks } from "./documents.ts";

const root = path.resolve(import.meta.dirname, "../..");

describe("the documents of this repository", () => {
  test("decision records are numbered without holes", () => {
    expect(checkDecisions(readdirSync(path.join(root, "docs/decisions")))).toEqual([]);
  });

  test("the README shows the rooms that there are", () => {
    expect(checkRoomMap(readFileSync(path.join(root, "README.md"), "utf8"), rooms)).toEqual([]);
  });

  test("links lead somewhere", () => {
    const pages = listPages();
    expect(pages).toContain("README.md");
    const exists = (file: string) => existsSync(path.join(root, file));
    const broken = pages.flatMap((page) =>
      findBrokenLinks(page, readFileSync(path.join(root, page), "utf8"), exists),
    );
    expect(broken).toEqual([]);
  });
});

describe("the checks find fault with", () => {
  test("two records of one number, a hole, a name without a number", () => {
    const names = ["0001-a.md", "0001-b.md", "0004-c.md", "notes.md", "DECLINED.md"];
    expect(checkDecisions(names)).toEqual([
      "docs/decisions/0001-b.md: another record bears the number 0001",
      "docs/decisions/notes.md: a record is named NNNN-what-was-decided.md",
      "docs/decisions: there is no record 0002",
      "docs/decisions: there is no record 0003",
    ]);
  });

  test("a map of rooms with another question, another order, a room too few", () => {
    const house: Readonly<Record<string, Room>> = {
      areas: { question: "Where is it?", opens: [] },
      programme: { question: "What did this city decide?", opens: ["areas", "law"] },
    };
    const areas = "| [areas](src/areas/) | Where is it? | - |";
    const programme = "| [programme](src/programme/) | What did this city decide? | areas, law |";
    expect(checkRoomMap(`${areas}\n${programme}\n`, house)).toEqual([]);
    expect(checkRoomMap(`${programme}\n${areas}\n`, house)).toEqual([
      "README.md: the map of rooms is in another order than src/rooms.ts",
    ]);
    expect(checkRoomMap(areas.replace("Where", "Who"), house)).toEqual([
      "README.md: the map of rooms lacks: areas | Where is it? | -",
      "README.md: the map of rooms lacks: programme | What did this city decide? | areas, law",
      "README.md: src/rooms.ts says otherwise than: areas | Who is it? | -",
    ]);
  });

  test("a link to a file that is not there, from where the page stands", () => {
    const page = "[a](../a.md#part) [b](b.md) [c](https://example.org) ![d](images/d.png)";
    const there = new Set(["a.md", "docs/b.md"]);
    expect(findBrokenLinks("docs/page.md", page, (file) => there.has(file))).toEqual([
      "docs/page.md: the link to images/d.png leads nowhere",
    ]);
  });
});

function listPages(): readonly string[] {
  const inFolders = ["docs", "src", "tools", "bench"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join(folder, name.replaceAll("\\", "/")),
    ),
  );
  return [...readdirSync(root), ...inFolders].filter((page) => page.endsWith(".md"));
}
