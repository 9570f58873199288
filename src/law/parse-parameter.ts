import { z } from "zod";
import { type PlainDate, parsePlainDate } from "../kernel/plain-date.ts";
import { payerKinds } from "./contribution.ts";
import type { LawEntry, LawParameter } from "./law-book.ts";

const day = z
  .string()
  .refine((text) => parsePlainDate(text) !== null, 'a day is written "YYYY-MM-DD", in quotes');
const digits = z.string().regex(/^\d+$/, "a number is written as digits in quotes");
const confidence = z.enum(["text", "official", "press", "unverified"]);

const bilingual = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });

const entrySchema = z.strictObject({
  from: day,
  source: z.strictObject({
    instrument: z.string().min(1),
    article: z.string().min(1),
    gazetted: day.optional(),
  }),
  confidence,
  retroactive: z.boolean().default(false),
  note: bilingual.optional(),
  value: z.union([digits, z.literal("repealed")]).optional(),
  bands: z
    .array(z.strictObject({ income_below: digits.nullable(), amount: digits, confidence }))
    .min(1)
    .optional(),
});

const parameterSchema = z.strictObject({
  title: bilingual,
  unit: z.enum([
    "rupiah",
    "rupiah by income",
    "parts per million",
    "years",
    "months",
    "day of month",
  ]),
  verified_until: day,
  not_modelled: bilingual.optional(),
  excluded_payers: z.array(z.enum(payerKinds)).default([]),
  entries: z.array(entrySchema).min(1),
});

/** A law file read, or every fault in it. `raw` is the parsed YAML. */
export function parseParameter(
  name: string,
  raw: unknown,
): { readonly parameter: LawParameter } | { readonly faults: readonly string[] } {
  const read = parameterSchema.safeParse(raw);
  if (!read.success) {
    return {
      faults: read.error.issues.map(
        (issue) => `${issue.path.join(".") || "file"}: ${issue.message}`,
      ),
    };
  }
  const entries = read.data.entries.map(entryOf);
  const faults = [...read.data.entries.flatMap(sayingFaults), ...faultsOf(entries, read.data.unit)];
  if (faults.length > 0) return { faults };
  return {
    parameter: {
      name,
      title: read.data.title,
      unit: read.data.unit,
      verifiedUntil: read.data.verified_until as PlainDate,
      excludedPayers: read.data.excluded_payers,
      notModelled: read.data.not_modelled ?? null,
      entries,
    },
  };
}

/** Silence is no repeal: an entry says one thing, in one way. */
function sayingFaults(entry: z.infer<typeof entrySchema>): readonly string[] {
  if ((entry.value === undefined) !== (entry.bands === undefined)) return [];
  return [`${entry.from}: say one of value ("repealed" when it ends) and bands`];
}

function entryOf(entry: z.infer<typeof entrySchema>): LawEntry {
  return {
    from: entry.from as PlainDate,
    value: readValue(entry),
    source: {
      instrument: entry.source.instrument,
      article: entry.source.article,
      gazetted: (entry.source.gazetted as PlainDate | undefined) ?? null,
    },
    confidence: entry.confidence,
    retroactive: entry.retroactive,
    note: entry.note ?? null,
  };
}

function readValue(entry: z.infer<typeof entrySchema>): LawEntry["value"] {
  if (entry.bands) {
    const bands = entry.bands.map((band) => ({
      incomeBelow: band.income_below === null ? null : BigInt(band.income_below),
      amount: BigInt(band.amount),
      confidence: band.confidence,
    }));
    return { type: "bands", bands };
  }
  if (entry.value === undefined || entry.value === "repealed") return { type: "repealed" };
  return { type: "number", number: BigInt(entry.value) };
}

/** What a schema cannot say: order, plausible gazette days, bands that rise and end open. */
function faultsOf(entries: readonly LawEntry[], unit: string): readonly string[] {
  return entries.flatMap((entry, index) => {
    const faults: string[] = [];
    const before = entries[index - 1];
    const { gazetted } = entry.source;
    if (before && before.from >= entry.from)
      faults.push(`${entry.from} stands after ${before.from}: entries go from old to new`);
    if (gazetted && gazetted > entry.from && !entry.retroactive) {
      faults.push(
        `${entry.from}: gazetted ${gazetted}, later than it takes effect; write retroactive: true if that is so`,
      );
    }
    if (gazetted && entry.from > fiveYearsAfter(gazetted)) {
      faults.push(
        `${entry.from}: gazetted ${gazetted}, more than five years before it takes effect`,
      );
    }
    if (
      (entry.value.type === "bands") !== (unit === "rupiah by income") &&
      entry.value.type !== "repealed"
    ) {
      faults.push(
        `${entry.from}: a parameter in "${unit}" needs ${unit === "rupiah by income" ? "bands" : "a value"}`,
      );
    }
    if (entry.value.type === "bands") faults.push(...bandFaults(entry));
    return faults;
  });
}

/** For comparison only: of 29 February it names a day that not every calendar holds. */
function fiveYearsAfter(day: PlainDate): string {
  return `${Number(day.slice(0, 4)) + 5}${day.slice(4)}`;
}

function bandFaults(entry: LawEntry): readonly string[] {
  if (entry.value.type !== "bands") return [];
  const bounds = entry.value.bands.map((band) => band.incomeBelow);
  if (bounds.at(-1) !== null)
    return [`${entry.from}: the last band has no upper bound (income_below: null)`];
  const rising = bounds.slice(0, -1).every((bound, index) => {
    const before = index === 0 ? 0n : (bounds[index - 1] ?? null);
    return bound !== null && before !== null && bound > before;
  });
  return rising ? [] : [`${entry.from}: bands rise by income`];
}
