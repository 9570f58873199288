import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { readSpec, type SpecFault, type SpecRefused, writeSpec } from "../spec/parse-spec.ts";
import type { LinkageSpec } from "../spec/spec.ts";
import { leastOdds, type TrainedClasses } from "./train-classes.ts";

/**
 * What was learnt, as data: weights in millibits (thousandths of a power of two), so that sums are exact
 * and the same on any machine. Saved with the specification it belongs to.
 */
export interface LinkageModel {
  readonly version: 1;
  readonly spec: LinkageSpec;
  readonly seed: number;
  readonly records: number;
  /** Pairs expected to be the same, and to be related. */
  readonly samePairs: number;
  readonly relatedPairs: number | null;
  /** Log odds of *same* against *other* before anything is compared; against *related*, when there is that class. */
  readonly prior: number;
  readonly relatedPrior: number | null;
  readonly comparisons: readonly ModelComparison[];
}

export interface ModelComparison {
  readonly name: string;
  /** At `context * 16 + level`: against *other*, and against *related*. */
  readonly against: readonly number[];
  readonly related: readonly number[];
  /** The probabilities behind them, for people: of each level in each class. */
  readonly same: readonly number[];
  readonly other: readonly number[];
  readonly relatedOdds: readonly number[] | null;
}

export function modelOf(
  spec: LinkageSpec,
  trained: TrainedClasses,
  facts: { readonly seed: number; readonly records: number; readonly pairsAll: number },
): LinkageModel {
  const { same, related, other } = trained;
  return {
    version: 1,
    spec,
    seed: facts.seed,
    records: facts.records,
    samePairs: Math.round(same.share * facts.pairsAll),
    relatedPairs: related === null ? null : Math.round(related.share * facts.pairsAll),
    prior: millibits(same.share, other.share),
    relatedPrior: related === null ? null : millibits(same.share, related.share),
    comparisons: spec.comparisons.map(({ name }, at) => {
      const own = same.comparisons[at] ?? new Float64Array(16);
      const rival = other.comparisons[at] ?? new Float64Array(16);
      const kin = related?.comparisons[at] ?? null;
      return {
        name,
        against: weightsOf(own, rival),
        related: kin === null ? Array.from(own, () => 0) : weightsOf(own, kin),
        same: Array.from(own, roundOdds),
        other: Array.from(rival, roundOdds),
        relatedOdds: kin === null ? null : Array.from(kin, roundOdds),
      };
    }),
  };
}

function weightsOf(same: Float64Array, rival: Float64Array): readonly number[] {
  return Array.from(same, (odds, place) => {
    const isLevel = (place & 15) !== 0 && (odds > 0 || (rival[place] ?? 0) > 0);
    return isLevel
      ? millibits(Math.max(odds, leastOdds), Math.max(rival[place] ?? 0, leastOdds))
      : 0;
  });
}

function millibits(one: number, other: number): number {
  return Math.round(1000 * Math.log2(one / other));
}

function roundOdds(odds: number): number {
  return Number(odds.toPrecision(5));
}

/** The model as a file: the specification as people write it, and the weights. */
export function writeModel(model: LinkageModel): string {
  const { version, spec, ...rest } = model;
  return `${JSON.stringify({ linkage_model: version, spec: writeSpec(spec), ...rest }, null, 1)}\n`;
}

const odds = z.array(z.number().min(0).max(1));
const weights = z.array(z.int().min(-60_000).max(60_000));
const modelSchema = z.strictObject({
  linkage_model: z.literal(1),
  spec: z.unknown(),
  seed: z.int(),
  records: z.int().min(0),
  samePairs: z.number().min(0),
  relatedPairs: z.number().min(0).nullable(),
  prior: z.int(),
  relatedPrior: z.int().nullable(),
  comparisons: z.array(
    z.strictObject({
      name: z.string(),
      against: weights,
      related: weights,
      same: odds,
      other: odds,
      relatedOdds: odds.nullable(),
    }),
  ),
});

/** Reads a saved model; faults of its weights and of its specification are told together. */
export function parseModel(text: string): Result<LinkageModel, SpecRefused> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse({ type: "SpecFaulty", faults: [{ path: "", message }] });
  }
  const read = modelSchema.safeParse(document);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({
      path: path.join("."),
      message,
    }));
    return refuse({ type: "SpecFaulty", faults });
  }
  const { linkage_model: version, spec: written, ...rest } = read.data;
  const spec = readSpec(written);
  if (!spec.ok) {
    const faults = spec.error.faults.map(({ path, message }) => ({
      path: `spec.${path}`,
      message,
    }));
    return refuse({ type: "SpecFaulty", faults });
  }
  const faults = spec.value.comparisons.flatMap((comparison, at): readonly SpecFault[] => {
    const own = rest.comparisons[at];
    const width = 16 << comparison.given.length;
    const fits =
      own?.name === comparison.name && own.against.length === width && own.related.length === width;
    return fits
      ? []
      : [
          {
            path: `comparisons.${at}`,
            message: `must be the ${width} weights of "${comparison.name}"`,
          },
        ];
  });
  if (faults.length > 0) return refuse({ type: "SpecFaulty", faults });
  return ok({ version, spec: spec.value, ...rest });
}
