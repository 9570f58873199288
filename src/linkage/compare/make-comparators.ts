import { assert } from "../../kernel/assert.ts";
import type { TextValues } from "../prepare/text-values.ts";
import {
  type ComparisonSpec,
  isText,
  type LinkageSpec,
  levelNamesOf,
  textLevelsOf,
} from "../spec/spec.ts";
import {
  CategoryComparator,
  DayComparator,
  DigitsComparator,
  NikComparator,
  PlaceComparator,
} from "./code-comparators.ts";
import type { AnyComparator, GivenBit } from "./pair-batch.ts";
import { TextComparator } from "./text-comparator.ts";

/** A table ready to be compared: numbers in memory that threads share. Records are in canonical order. */
export interface ComparableTable {
  readonly spec: LinkageSpec;
  readonly count: number;
  readonly stride: number;
  readonly slots: Readonly<Record<string, number>>;
  readonly headroomSlot: number;
  readonly rows: Int32Array;
  readonly texts: Readonly<Record<string, TextValues>>;
  /** Rarities of days by column, see `dayIndex`. */
  readonly dayRarities: Readonly<Record<string, Int32Array>>;
  /** Source of each record, for `mode: link`; else null. */
  readonly sources: Int32Array | null;
}

/** One comparator for each comparison of the specification, in its order. */
export function makeComparators(table: ComparableTable): readonly AnyComparator[] {
  return table.spec.comparisons.map((comparison, index) => makeOne(table, comparison, index));
}

/** Contexts of each comparison: two to the number of levels it is given. */
export function givenBitsOf(spec: LinkageSpec, comparison: ComparisonSpec): readonly GivenBit[] {
  return comparison.given.map(({ comparison: name, atLeast }) => {
    const at = spec.comparisons.findIndex((one) => one.name === name);
    const other = spec.comparisons[at];
    const column = other ? spec.columns[other.column] : undefined;
    assert(other && column, `comparison ${name} that another is given exists`);
    return { comparison: at, atLeast: levelNamesOf(other, column).indexOf(atLeast) + 1 };
  });
}

function makeOne(table: ComparableTable, comparison: ComparisonSpec, index: number): AnyComparator {
  const { spec, rows, stride, slots } = table;
  const column = spec.columns[comparison.column];
  assert(column, `column ${comparison.column} of comparison ${comparison.name} exists`);
  const place = {
    index,
    given: givenBitsOf(spec, comparison),
    isShared: spec.related.includes(comparison.name),
  };
  const words = { rows, stride, slot: slots[comparison.column] ?? 0 };
  if (isText(column.type)) {
    const values = table.texts[comparison.column];
    assert(values, `values of text column ${comparison.column} are read`);
    const rarities = comparison.rarity ? values.rarities : null;
    return new TextComparator(
      place,
      words,
      values,
      textLevelsOf(comparison),
      rarities,
      table.headroomSlot,
      comparison.unlessSameAs !== null,
    );
  }
  switch (column.type) {
    case "day": {
      const rarities = comparison.rarity ? (table.dayRarities[comparison.column] ?? null) : null;
      return new DayComparator(place, words, rarities);
    }
    case "digits":
      return new DigitsComparator(place, words);
    case "nik":
      return new NikComparator(
        place,
        words,
        column.birthDate === null ? -1 : (slots[column.birthDate] ?? -1),
      );
    case "place":
      return new PlaceComparator(place, words, column.levels.length);
    default:
      return new CategoryComparator(place, words);
  }
}
