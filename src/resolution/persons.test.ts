import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Uuid } from "../kernel/uuid.ts";
import { goldenRecordOf, type KnownPerson, nameClusters, type SourceRow } from "./persons.ts";
import { comparedRow, idOf, personsOf, resolveWritten, type WrittenRow } from "./test-rows.ts";

/** Names sets of rows, given as lists of row names in the stated order; the first leads. */
function name(sets: readonly (readonly string[])[], known: readonly KnownPerson[] = []) {
  const rows = sets.flatMap((set, leader) => set.map((row) => ({ row, leader })));
  const inOrder = rows.sort((a, b) => (a.row < b.row ? -1 : 1));
  const named = nameClusters(
    inOrder.map(({ row, leader }) => ({ rowId: idOf(row), leader })),
    known,
  );
  return { ...named, ids: sets.map((_, leader) => named.personIdByLeader.get(leader)) };
}

function knew(...rows: readonly string[]): readonly KnownPerson[] {
  return rows.map((row) => ({ personId: idOf(row), firstRowId: idOf(row) }));
}

describe("the id of a person", () => {
  test("is that of the first row", () => {
    const named = name([["a", "c"], ["b"]]);
    expect(named.ids).toEqual([idOf("a"), idOf("b")]);
    expect(named.newPersons).toHaveLength(2);
  });

  test("stays when rows come that stand earlier in the order", () => {
    const named = name([["a", "b", "c"]], knew("b"));
    expect(named.ids).toEqual([idOf("b")]);
    expect(named.newPersons).toEqual([]);
  });

  test("is that of the earlier row when two persons turn out to be one; the other points there", () => {
    const named = name([["a", "b"]], knew("b", "a"));
    expect(named.ids).toEqual([idOf("a")]);
    expect([...named.mergedInto]).toEqual([[idOf("b"), idOf("a")]]);
  });

  test("stays with the first row when a person turns out to be two; the other part is new", () => {
    const named = name([["a"], ["b", "c"]], knew("a"));
    expect(named.ids).toEqual([idOf("a"), idOf("b")]);
    expect(named.newPersons.map((person) => person.personId)).toEqual([idOf("b")]);
  });

  test("comes back to a person that was merged and is apart again", () => {
    const named = name([["a"], ["b"]], knew("a", "b"));
    expect(named.ids).toEqual([idOf("a"), idOf("b")]);
    expect([...named.mergedInto]).toEqual([]);
  });

  test("never changes and is never given twice, whatever rows come and however they join", () => {
    const letters = fc.uniqueArray(fc.stringMatching(/^[a-z]{2}$/), {
      minLength: 1,
      maxLength: 12,
    });
    const history = fc.array(fc.tuple(letters, fc.infiniteStream(fc.nat(5))), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(history, (steps) => {
        const rows = new Set<string>();
        let known: readonly KnownPerson[] = [];
        for (const [fresh, choices] of steps) {
          for (const row of fresh) rows.add(row);
          const sets: string[][] = [[], [], [], [], [], []];
          for (const row of [...rows].sort()) sets[choices.next().value ?? 0]?.push(row);
          const filled = sets.filter((set) => set.length > 0);
          const named = name(filled, known);
          expect(new Set(named.ids).size).toBe(filled.length);
          filled.forEach((set, leader) => {
            const before = known.filter(({ firstRowId }) =>
              set.some((row) => idOf(row) === firstRowId),
            );
            const id = named.ids[leader] as Uuid;
            if (before.length > 0) expect(before.map((one) => one.personId)).toContain(id);
            for (const { personId } of before)
              if (personId !== id) expect(named.mergedInto.get(personId)).toBe(id);
          });
          known = [...known, ...named.newPersons];
        }
      }),
    );
  });
});

describe("who is who does not hang on the order of loads", () => {
  const spellings = ["Muhammad Ali", "Muh. Ali", "M. Ali", "Siti Aminah", "St. Aminah", "Sangkala"];
  const niks = ["0001", "0002", "0129", "0777"].map((serial) => `737107${"120580"}${serial}`);
  const rowsOf = (load: string) =>
    fc
      .array(
        fc.record({
          name: fc.constantFrom(...spellings),
          born: fc.constantFrom("1980-05-12", "1980-12-05"),
          nik: fc.option(fc.constantFrom(...niks), { nil: undefined }),
          place: fc.constantFrom("Tallo", "Bontoala"),
          family: fc.constantFrom("one", "two", "three"),
        }),
        { maxLength: 7 },
      )
      .map((rows) =>
        rows.map(
          ({ nik, ...row }, index): WrittenRow => ({
            ...row,
            ...(nik === undefined ? {} : { nik }),
            row: `${load}${index}`,
            load,
          }),
        ),
      );

  /** The stated order: by load id, then row number; arrival says nothing. */
  const inStatedOrder = (loads: readonly (readonly WrittenRow[])[]) =>
    [...loads]
      .filter((rows) => rows.length > 0)
      .sort((a, b) => {
        const [one = "", other = ""] = [a, b].map((rows) => rows.map(comparedRow)[0]?.loadId);
        return one < other ? -1 : 1;
      })
      .flat();

  test("whichever load comes first, the persons are the same", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf("a"), rowsOf("b"), rowsOf("c"), async (a, b, c) => {
        const answers = await Promise.all(
          [
            [a, b, c],
            [c, b, a],
            [b, c, a],
          ].map(async (arrival) => {
            const rows = inStatedOrder(arrival);
            return personsOf(rows, await resolveWritten(rows));
          }),
        );
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[2]).toEqual(answers[0]);
      }),
    );
  });

  test("every registry row is of exactly one person, and one NIK is not on two persons without a doubt", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf("a"), rowsOf("b"), async (a, b) => {
        const rows = inStatedOrder([a, b]);
        const resolved = await resolveWritten(rows);
        expect(personsOf(rows, resolved).flat().sort()).toEqual(rows.map(({ row }) => row).sort());
        rows.forEach(({ nik }, index) => {
          const first = rows.findIndex((row) => row.nik === nik && nik !== undefined);
          if (first < 0 || resolved.leaders[index] === resolved.leaders[first]) return;
          const doubted = resolved.doubts.some(
            (doubt) => doubt.row === index && doubt.reason === "nik-shared",
          );
          expect(doubted).toBe(true);
        });
      }),
    );
  });
});

describe("the golden record", () => {
  const row = (name: string, more: Partial<SourceRow> = {}): SourceRow => ({
    rowId: idOf(name),
    isRegistry: true,
    name,
    title: null,
    sex: null,
    bornOn: "1980-05-12",
    nikId: null,
    nikState: "missing",
    nikAgrees: false,
    kecamatanCode: "73.71.07",
    kelurahanCode: "73.71.07.1005",
    address: null,
    decile: null,
    occupation: null,
    relation: null,
    dukcapilMatch: null,
    ...more,
  });
  const golden = (...rows: readonly SourceRow[]) => goldenRecordOf(idOf("person"), rows);
  const [one, other] = [idOf("nik one"), idOf("nik other")];

  test.each([
    [
      "that which the civil registry matched",
      [row("a", { nikId: one, nikAgrees: true }), row("b", { nikId: other, dukcapilMatch: true })],
      other,
    ],
    [
      "else that which agrees with birth date and sex",
      [row("a", { nikId: one }), row("b", { nikId: other, nikAgrees: true })],
      other,
    ],
    [
      "else that on most rows",
      [row("a", { nikId: one }), row("b", { nikId: other }), row("c", { nikId: other })],
      other,
    ],
    ["else that of the first row", [row("a", { nikId: one }), row("b", { nikId: other })], one],
    ["none when no row has a usable one", [row("a", { nikState: "rounded" })], null],
  ] as const)("bears a NIK: %s", (_, rows, nikId) => {
    expect(golden(...rows).nikId).toBe(nikId);
  });

  test("takes the name of the registry row with that NIK, and what it lacks from the next row", () => {
    const record = golden(
      row("M. ALI", { decile: 2 }),
      row("MUHAMMAD ALI", { nikId: one, nikState: "usable", occupation: "NELAYAN" }),
      row("ALI", { isRegistry: false, nikId: one, sex: "male", title: "H." }),
    );
    expect(record).toMatchObject({
      name: "MUHAMMAD ALI",
      title: "H.",
      sex: "male",
      decile: 2,
      occupation: "NELAYAN",
      nikState: "usable",
      rowCount: 3,
      identityRow: idOf("MUHAMMAD ALI"),
    });
  });

  test("takes nothing but the NIK and what is missing from a list: decile, place and work are the registry's", () => {
    const record = golden(
      row("ALI", { decile: 3, occupation: "PEDAGANG" }),
      row("ALI B", {
        isRegistry: false,
        nikId: one,
        kelurahanCode: "73.71.01.1001",
        decile: 1,
        occupation: "PETANI",
      }),
    );
    expect(record).toMatchObject({
      nikId: one,
      decile: 3,
      occupation: "PEDAGANG",
      kelurahanCode: "73.71.07.1005",
      name: "ALI",
    });
  });

  test("says why there is no NIK", () => {
    expect(golden(row("a", { nikState: "last-digit-lost" })).nikState).toBe("last-digit-lost");
  });
});
