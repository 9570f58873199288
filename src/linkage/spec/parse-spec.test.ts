import { expect, test } from "vitest";
import { peopleSpec } from "../test-people.ts";
import { parseSpec, readSpec, writeSpec } from "./parse-spec.ts";

test("a specification that is written reads back to the same", () => {
  const read = readSpec(writeSpec(peopleSpec));
  expect(read).toEqual({ ok: true, value: peopleSpec });
});

test("all faults are told together, each with its place", () => {
  const read = parseSpec(`
linkage: 1
columns:
  born: { type: day, else_from: nik }
  place: { type: place }
  name: { type: name }
comparisons:
  - born
  - { name: name, levels: [exact, nearly] }
  - { name: born2, column: born, given: [born >= same] }
  - nothing
blocking:
  - [name.middle]
  - [none]
related: [somebody]
`);
  expect(read.ok).toBe(false);
  if (read.ok) return;
  expect(read.error.faults.map(({ path, message }) => `${path}: ${message.split(";")[0]}`)).toEqual(
    [
      'columns.born.else_from: there is no column "nik"',
      "columns.place.levels: say the lengths of the wider places, e.g. [4, 6, 10]",
      'comparisons.1.levels: "nearly" is no condition',
      'comparisons.2.given: "born" has no level "same"',
      'comparisons.3: there is no column "nothing"',
      'related: there is no comparison "somebody"',
      'blocking.0: "name" has no part "middle"',
      'blocking.1: there is no column "none"',
    ],
  );
});

test("what is no YAML, and what has unknown words, is refused and not guessed", () => {
  expect(parseSpec("a: [").ok).toBe(false);
  expect(parseSpec("linkage: 1\ncolums: {}").ok).toBe(false);
});
