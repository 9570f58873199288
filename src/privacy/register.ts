import type { PlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { classesOfTable, type SchemaColumn } from "./classify.ts";
import type { RegisterEntry } from "./index.ts";
import type { Duties, RetentionRule } from "./load-duties.ts";

/** The register of processing (UU 27/2022 art. 31): what was written of each activity, with the data that its tables hold today. */
export function makeRegister(
  { classes, activities, retention }: Duties,
  columns: readonly SchemaColumn[],
  on: PlainDate,
): readonly RegisterEntry[] {
  return activities.map(({ code, title, purpose, basis, subjects, recipients, ...activity }) => {
    const { article, ...because } = basis;
    const rule = retention[activity.retention];
    return {
      ...{ code, title, purpose, subjects, recipients, article },
      basis: because,
      retention: rule === undefined ? notDecided : tellRetention(rule, on),
      categories: categoriesOf(classes, activity.tables, columns),
    };
  });
}

function categoriesOf(
  classes: Duties["classes"],
  tables: readonly string[],
  columns: readonly SchemaColumn[],
): RegisterEntry["categories"] {
  const byClass = new Map<string, string[]>();
  for (const table of tables) {
    const own = columns.filter((one) => one.table === table).map(({ column }) => column);
    for (const [kind, named] of classesOfTable(classes, table, own))
      byClass.set(kind, [...(byClass.get(kind) ?? []), ...named.map((one) => `${table}.${one}`)]);
  }
  return Object.entries(classes.classes).flatMap(([kind, { article, sensitive, id, en }]) => {
    const named = byClass.get(kind);
    return named === undefined ? [] : [{ title: { id, en }, article, sensitive, columns: named }];
  });
}

const notDecided: Bilingual = { id: "belum ditetapkan", en: "not decided" };

/** The rule's value on a day, or null before its first. */
export function retentionOn(
  rule: RetentionRule,
  on: PlainDate,
): RetentionRule["entries"][number] | null {
  const begun = rule.entries.filter((entry) => entry.from <= on);
  return begun.toSorted((one, other) => (one.from < other.from ? -1 : 1)).at(-1) ?? null;
}

const startWords: Readonly<Record<RetentionRule["starts"], Bilingual>> = {
  load: { id: "sejak dimuat", en: "from the load" },
  "last-load": {
    id: "sejak muatan terakhir yang menyebutnya",
    en: "from the last load that names them",
  },
  decision: { id: "sejak diputuskan", en: "from the decision" },
  "end-of-cover": { id: "sejak perlindungan berakhir", en: "from the end of cover" },
  payment: { id: "sejak dibayar", en: "from the payment" },
  entry: { id: "sejak dicatat", en: "from the entry" },
};

function tellRetention(rule: RetentionRule, on: PlainDate): Bilingual {
  const value = retentionOn(rule, on);
  if (value === null) return notDecided;
  const caution =
    value.confidence === "text-read"
      ? { id: "", en: "" }
      : { id: " (perlu ditetapkan kota)", en: " (to be adopted by the city)" };
  const start = startWords[rule.starts];
  return {
    id: `${value.years} tahun ${start.id}${caution.id}. ${rule.afterwards.id}`,
    en: `${value.years} years ${start.en}${caution.en}. ${rule.afterwards.en}`,
  };
}
