import { SeededNumbers } from "./score/sample-pairs.ts";
import { readSpec } from "./spec/parse-spec.ts";
import type { LinkageSpec } from "./spec/spec.ts";

/** One invented row, and which person it is of. */
export interface TestRow {
  readonly id: string;
  readonly person: number;
  readonly name: string;
  readonly born: string;
  readonly sex: string;
  readonly number: string;
  readonly village: string;
  readonly mother: string;
}

const syllables =
  "ba be bi bu da di du ha hi ja ka ki la li lu ma mi mu na ni pa ra ri ru sa si su ta ti tu wa ya".split(
    " ",
  );

/** Invented people with slips, by seed: `persons` of them, about a third registered twice. */
export function makePeople(persons: number, seed: number): readonly TestRow[] {
  const numbers = new SeededNumbers(seed);
  const pick = <T>(list: readonly T[]) => list[numbers.below(list.length)] as T;
  const word = () => Array.from({ length: 2 + numbers.below(3) }, () => pick(syllables)).join("");
  const names = Array.from({ length: 120 }, word);
  const name = () => Array.from({ length: 1 + numbers.below(3) }, () => pick(names)).join(" ");
  const two = (value: number) => String(value).padStart(2, "0");
  const rows: TestRow[] = [];
  for (let person = 0; person < persons; person += 1) {
    const row: TestRow = {
      id: `r${rows.length}`,
      person,
      name: name(),
      born: `${1950 + numbers.below(60)}-${two(1 + numbers.below(12))}-${two(1 + numbers.below(28))}`,
      sex: pick(["L", "P"]),
      number: String(100_000_000 + numbers.below(900_000_000)),
      village: `73710${1 + numbers.below(5)}${1000 + numbers.below(8)}`,
      mother: name(),
    };
    rows.push(row);
    if (numbers.below(3) === 0) rows.push({ ...slip(row, numbers), id: `r${rows.length}`, person });
  }
  return rows;
}

function slip(row: TestRow, numbers: SeededNumbers): TestRow {
  const spoil = (text: string) => {
    const at = numbers.below(text.length);
    return text.slice(0, at) + (/\d/.test(text) ? "7" : "e") + text.slice(at + 1);
  };
  const maybe = (chance: number) => numbers.below(100) < chance;
  return {
    ...row,
    name: maybe(30) ? spoil(row.name) : row.name,
    born: maybe(20) ? "" : row.born,
    number: maybe(25) ? spoil(row.number) : maybe(25) ? "" : row.number,
    mother: maybe(20) ? "" : row.mother,
  };
}

export const peopleHeaders = ["id", "name", "born", "sex", "number", "village", "mother"];

export const peopleSpec: LinkageSpec = specOf({
  linkage: 1,
  id: "id",
  columns: {
    born: { type: "day" },
    village: { type: "place", levels: [6, 10] },
    sex: { type: "category" },
    number: { type: "digits" },
    name: { type: "name", language: "id" },
    mother: { type: "name", language: "id" },
  },
  comparisons: [
    "born",
    "village",
    "sex",
    { name: "number", given: ["born >= equal"] },
    "name",
    "mother",
  ],
  blocking: [["number"], ["born", "name.start2"], ["village", "name.first"], ["name", "mother"]],
});

export function specOf(document: unknown): LinkageSpec {
  const read = readSpec(document);
  if (!read.ok) throw new Error(JSON.stringify(read.error.faults));
  return read.value;
}

/** The same rows in another order, by seed. */
export function shuffled<T>(rows: readonly T[], seed: number): readonly T[] {
  const numbers = new SeededNumbers(seed);
  const list = [...rows];
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = numbers.below(at + 1);
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}
