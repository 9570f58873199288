import type { PlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";

/** How sure a value is: read in the text itself, an official's page, the press, or nothing but memory. */
export type Confidence = "text" | "official" | "press" | "unverified";

export interface Source {
  readonly instrument: string;
  readonly article: string;
  /** Day of promulgation, when known. */
  readonly gazetted: PlainDate | null;
}

/** A rate by income: the first band whose bound lies above the income. The last band has no bound. */
export interface Band {
  readonly incomeBelow: bigint | null;
  readonly amount: bigint;
  readonly confidence: Confidence;
}

export interface LawEntry {
  readonly from: PlainDate;
  readonly value:
    | { readonly type: "number"; readonly number: bigint }
    | { readonly type: "bands"; readonly bands: readonly Band[] }
    | { readonly type: "repealed" };
  readonly source: Source;
  readonly confidence: Confidence;
  readonly retroactive: boolean;
  readonly note: Bilingual | null;
}

/** One parameter of the law: its values by the day they took effect, oldest first. */
export interface LawParameter {
  readonly name: string;
  readonly title: Bilingual;
  readonly unit: string;
  readonly verifiedUntil: PlainDate;
  readonly excludedPayers: readonly string[];
  readonly notModelled: Bilingual | null;
  readonly entries: readonly LawEntry[];
}

/** All parameters there are. `version` is the hash of their content, hex. */
export interface LawBook {
  readonly version: string;
  readonly parameters: ReadonlyMap<string, LawParameter>;
}

/** A value in force with where it comes from, or which of the three kinds of absence it is. Never 0 for absence. */
export type InForce =
  | { readonly type: "in-force"; readonly entry: LawEntry; readonly parameter: LawParameter }
  | LawAbsence;

export type LawAbsence =
  | { readonly type: "UnknownParameter"; readonly parameter: string }
  | {
      readonly type: "NotYetInForce";
      readonly parameter: string;
      readonly on: PlainDate;
      readonly from: PlainDate;
    }
  | {
      readonly type: "Repealed";
      readonly parameter: string;
      readonly on: PlainDate;
      readonly since: PlainDate;
    }
  | {
      readonly type: "NotVerified";
      readonly parameter: string;
      readonly on: PlainDate;
      readonly verifiedUntil: PlainDate;
    };

/** What a parameter says on a day. A day after the last check of the gazette answers NotVerified. */
export function inForce(law: LawBook, name: string, on: PlainDate): InForce {
  const parameter = law.parameters.get(name);
  if (parameter === undefined) return { type: "UnknownParameter", parameter: name };
  const entry = parameter.entries.findLast((one) => one.from <= on);
  const [first] = parameter.entries;
  if (entry === undefined)
    return { type: "NotYetInForce", parameter: name, on, from: first?.from ?? on };
  if (entry.value.type === "repealed")
    return { type: "Repealed", parameter: name, on, since: entry.from };
  if (on > parameter.verifiedUntil) {
    return { type: "NotVerified", parameter: name, on, verifiedUntil: parameter.verifiedUntil };
  }
  return { type: "in-force", entry, parameter };
}

/** Where a value used in a formula came from. */
export interface UsedValue {
  readonly parameter: string;
  readonly from: PlainDate;
  readonly source: Source;
  readonly confidence: Confidence;
}

export function describeLawAbsence(absence: LawAbsence): Bilingual {
  switch (absence.type) {
    case "UnknownParameter":
      return {
        id: `Nilai hukum "${absence.parameter}" tidak ada.`,
        en: `There is no law value "${absence.parameter}".`,
      };
    case "NotYetInForce":
      return {
        id: `"${absence.parameter}" belum berlaku pada ${absence.on}; berlaku sejak ${absence.from}.`,
        en: `"${absence.parameter}" is not yet in force on ${absence.on}; it takes effect on ${absence.from}.`,
      };
    case "Repealed":
      return {
        id: `"${absence.parameter}" tidak berlaku lagi pada ${absence.on}; dicabut sejak ${absence.since}.`,
        en: `"${absence.parameter}" is no longer in force on ${absence.on}; repealed since ${absence.since}.`,
      };
    case "NotVerified":
      return {
        id: `"${absence.parameter}" baru diperiksa sampai ${absence.verifiedUntil}; untuk ${absence.on} periksa lembaran negara dan perbarui src/law/values/${absence.parameter}.yaml.`,
        en: `"${absence.parameter}" is verified until ${absence.verifiedUntil} only; for ${absence.on} read the gazette and update src/law/values/${absence.parameter}.yaml.`,
      };
  }
}
