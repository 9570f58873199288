import { z } from "zod";
import { parsePlainDate, parsePlainMonth } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type PercentHundredths, parsePercent } from "./shares.ts";

/** A figure somebody stated, and for which day; Payung did not count it. */
export interface StatedFigure {
  readonly key: string;
  readonly title: Bilingual;
  readonly figure:
    | { readonly type: "people"; readonly people: bigint }
    | { readonly type: "percent"; readonly hundredths: PercentHundredths };
  /** As written: digits, or a percentage without its sign. */
  readonly written: string;
  /** A day, a month or a year. */
  readonly on: string;
  readonly source: string;
  readonly confidence: "official" | "press" | "unverified";
  /** What other sources say of the same thing. */
  readonly otherwise: readonly { readonly written: string; readonly source: string }[];
}

/** What Payung counts that a stated figure can stand beside. */
export const comparedMeasures = [
  "workers",
  "eligible",
  "accepted",
  "covered",
  "accepted_disabled",
] as const;
export type ComparedMeasure = (typeof comparedMeasures)[number];

/** All that was stated about a city, and how it is to be set beside the counts. */
export interface CityInputs {
  readonly regency: string;
  readonly figures: ReadonlyMap<string, StatedFigure>;
  readonly denominators: readonly string[];
  readonly compare: Readonly<Partial<Record<ComparedMeasure, string>>>;
  readonly statements: readonly {
    readonly percent: string;
    readonly candidates: readonly { readonly part: string | null; readonly whole: string | null }[];
  }[];
}

const text = z.string().min(1);
const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a key is lower-case words with hyphens");
const dated = z
  .string()
  .refine(
    (written) =>
      /^\d{4}$/.test(written) ||
      parsePlainMonth(written) !== null ||
      parsePlainDate(written) !== null,
    'a figure is of a day "YYYY-MM-DD", a month "YYYY-MM" or a year "YYYY", in quotes',
  );

const figureSchema = z
  .strictObject({
    key,
    title: z.strictObject({ id: text, en: text }),
    unit: z.enum(["people", "percent"]).default("people"),
    value: z.string(),
    on: dated,
    source: text,
    confidence: z.enum(["official", "press", "unverified"]),
    otherwise: z.array(z.strictObject({ value: z.string(), source: text })).default([]),
  })
  .superRefine((figure, context) => {
    for (const written of [figure.value, ...figure.otherwise.map((other) => other.value)]) {
      if (readFigure(figure.unit, written) !== null) continue;
      const expected = figure.unit === "people" ? 'digits, "77000"' : 'a percentage, "48.58"';
      context.addIssue({ code: "custom", message: `"${written}" is not ${expected}` });
    }
  });

const inputsSchema = z.strictObject({
  regency: z.string().regex(/^\d{2}\.\d{2}$/),
  denominators: z.array(key),
  compare: z.partialRecord(z.enum(comparedMeasures), key).default({}),
  statements: z.array(
    z.strictObject({
      percent: key,
      candidates: z
        .array(
          z
            .strictObject({ part: key.optional(), whole: key.optional() })
            .refine((one) => one.part !== undefined || one.whole !== undefined, {
              message: "a candidate names its part, its whole, or both",
            }),
        )
        .min(1),
    }),
  ),
  inputs: z.array(figureSchema),
});

/** A city's inputs, or every fault in them. `raw` is the parsed YAML. */
export function parseCityInputs(
  raw: unknown,
): { readonly inputs: CityInputs } | { readonly faults: readonly string[] } {
  const read = inputsSchema.safeParse(raw);
  if (!read.success) {
    return {
      faults: read.error.issues.map((one) => `${one.path.join(".") || "file"}: ${one.message}`),
    };
  }
  const { regency, denominators, compare, statements } = read.data;
  const figures = new Map(read.data.inputs.map((one) => [one.key, figureOf(one)]));
  const inputs: CityInputs = {
    regency,
    figures,
    denominators,
    compare,
    statements: statements.map(({ percent, candidates }) => ({
      percent,
      candidates: candidates.map(({ part, whole }) => ({
        part: part ?? null,
        whole: whole ?? null,
      })),
    })),
  };
  const keys = read.data.inputs.map((one) => one.key);
  const faults = [
    ...keys.filter((one, at) => keys.indexOf(one) !== at).map((one) => `${one}: stands twice`),
    ...findWrongReferences(inputs),
  ];
  return faults.length > 0 ? { faults } : { inputs };
}

function figureOf(read: z.infer<typeof figureSchema>): StatedFigure {
  const { key, title, unit, value, on, source, confidence, otherwise } = read;
  const figure = readFigure(unit, value) ?? { type: "people", people: 0n };
  return {
    ...{ key, title, figure, on, source, confidence },
    written: value,
    otherwise: otherwise.map((other) => ({ written: other.value, source: other.source })),
  };
}

function readFigure(unit: "people" | "percent", written: string): StatedFigure["figure"] | null {
  if (unit === "people")
    return /^\d{1,12}$/.test(written) ? { type: "people", people: BigInt(written) } : null;
  const hundredths = parsePercent(written);
  return hundredths === null ? null : { type: "percent", hundredths };
}

/** Keys that lead nowhere, or to a percentage where people are meant. */
function findWrongReferences(inputs: CityInputs): readonly string[] {
  const expected = (wanted: "people" | "percent", place: string, name: string | null) => {
    if (name === null) return [];
    const found = inputs.figures.get(name)?.figure.type ?? "missing";
    return found === wanted ? [] : [`${place}: ${name} is ${found}, and ${wanted} are needed`];
  };
  return [
    ...inputs.denominators.flatMap((name) => expected("people", "denominators", name)),
    ...Object.entries(inputs.compare).flatMap(([measure, name]) =>
      expected("people", `compare.${measure}`, name),
    ),
    ...inputs.statements.flatMap(({ percent, candidates }) => [
      ...expected("percent", "statements", percent),
      ...candidates.flatMap(({ part, whole }) => [
        ...expected("people", `statements.${percent}`, part),
        ...expected("people", `statements.${percent}`, whole),
      ]),
    ]),
  ];
}
