/**
 * A linkage as data: what the columns are, how they are compared, which pairs are looked at. Read from
 * YAML or JSON by `parseSpec`, proposed by `proposeSpec`, saved with a model.
 */
export interface LinkageSpec {
  readonly version: 1;
  /** The column with each record's own id; without one a record is its row number. */
  readonly id: string | null;
  /** The column that says from which source a record comes; needed to link sources. */
  readonly source: string | null;
  /** `dedupe`: any two records may be one thing. `link`: only records of different sources. */
  readonly mode: "dedupe" | "link";
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly comparisons: readonly ComparisonSpec[];
  readonly blocking: readonly BlockingRule[];
  /**
   * Comparisons on which things agree that belong together without being one (people of one household:
   * address, family card, mother). Named, they make a third class beside *same* and *other*.
   */
  readonly related: readonly string[];
}

export type ColumnType =
  | "text"
  | "name"
  | "address"
  | "day"
  | "digits"
  | "nik"
  | "category"
  | "place";

export interface ColumnSpec {
  readonly type: ColumnType;
  /** Header in the file. */
  readonly from: string;
  /** For text, name, address: whose spelling is known. */
  readonly language: "none" | "id";
  /** For place: lengths of the beginnings that are wider places, e.g. 2, 4, 6, 10. */
  readonly levels: readonly number[];
  /** For day: the NIK column that states it where it is missing. */
  readonly elseFrom: string | null;
  /** For nik: columns of the same record that explain it. */
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly place: string | null;
}

/** A key is made of all parts; a record in which one is missing is in no block of the rule. */
export interface BlockingRule {
  readonly parts: readonly KeyPart[];
}

export interface KeyPart {
  readonly column: string;
  /** Which part of the value; see `keyPartsOf`. */
  readonly part: string;
}

/** A text level holds when any of its conditions does. */
export type TextCondition =
  | { readonly is: "exact" | "spelling" | "words" | "within" | "rare-within" | "shares-rare" }
  | { readonly is: "nearly-within" }
  /** Jaro-Winkler at least so much, and no word on both sides that nothing answers. */
  | { readonly is: "similar"; readonly least: number }
  /** Jaro-Winkler at least so much. */
  | { readonly is: "alike"; readonly least: number };

export interface ComparisonSpec {
  readonly name: string;
  readonly column: string;
  /** For text: levels from best to worst; what meets none is *different*. */
  readonly levels: readonly (readonly TextCondition[])[] | null;
  /** Says nothing where in both records it equals this column (the head of the household is the person). */
  readonly unlessSameAs: string | null;
  /** Its levels are weighed apart by how well these exact comparisons agree. */
  readonly given: readonly GivenLevel[];
  /** Whether agreement on a rare value counts more. */
  readonly rarity: boolean;
}

export interface GivenLevel {
  readonly comparison: string;
  readonly atLeast: string;
}

/** Levels from worst to best; number 1 is the first, 0 is *missing*. */
const dayLevels = [
  "different",
  "within-5-years",
  "within-1-year",
  "same-year-common-day",
  "two-parts-equal",
  "day-and-month-swapped",
  "equal-common-day",
  "equal",
] as const;
const digitLevels = ["different", "two-digits-differ", "one-slip", "equal"] as const;
const nikLevels = [
  "different",
  "same-area-and-date-other-serial",
  "same-area-and-date-last-digit-differs",
  "same-area-and-date-against-birth-dates",
  "one-slip-explained",
  "one-slip-in-serial",
  "one-slip",
  "equal",
] as const;
const categoryLevels = ["different", "equal"] as const;

/** The parts of a column's values that keys may be made of, the usual one first. */
export function keyPartsOf(column: ColumnSpec): readonly string[] {
  switch (column.type) {
    case "day":
      return ["day", "year", "month-day", "parts"];
    case "digits":
    case "nik":
      return ["all", "first6", "first8", "first12", "last4", "last6", "last10"];
    case "category":
      return ["value"];
    case "place":
      return [...column.levels].sort((a, b) => b - a).map((level) => `l${level}`);
    default:
      return ["spelling", "words", "first", "last", "start2", "start3", "start4", "start5"];
  }
}

export function isText(type: ColumnType): type is "text" | "name" | "address" {
  return type === "text" || type === "name" || type === "address";
}

/** The names of a comparison's levels, worst first. */
export function levelNamesOf(comparison: ComparisonSpec, column: ColumnSpec): readonly string[] {
  switch (column.type) {
    case "day":
      return dayLevels;
    case "digits":
      return digitLevels;
    case "nik":
      return nikLevels;
    case "category":
      return categoryLevels;
    case "place":
      return [
        "different",
        ...[...column.levels].sort((a, b) => a - b).map((level) => `same-${level}`),
      ];
    default:
      return ["different", ...textLevelsOf(comparison).toReversed().map(nameOfTextLevel)];
  }
}

export function textLevelsOf(comparison: ComparisonSpec): readonly (readonly TextCondition[])[] {
  return comparison.levels ?? defaultTextLevels;
}

function nameOfTextLevel(conditions: readonly TextCondition[]): string {
  return conditions.map((one) => ("least" in one ? `${one.is}-${one.least}` : one.is)).join("-or-");
}

const defaultTextLevels: readonly (readonly TextCondition[])[] = [
  [{ is: "exact" }],
  [{ is: "spelling" }, { is: "words" }],
  [{ is: "similar", least: 0.92 }],
  [{ is: "similar", least: 0.86 }, { is: "rare-within" }],
  [{ is: "within" }, { is: "nearly-within" }],
  [{ is: "alike", least: 0.88 }, { is: "shares-rare" }],
  [{ is: "alike", least: 0.78 }],
];
