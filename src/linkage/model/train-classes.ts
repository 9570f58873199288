import { contextOf, type GivenBit, levelIn } from "../compare/pair-batch.ts";
import type { PatternCounts } from "../score/pattern-counts.ts";

/** What training has to know of a comparison. */
export interface TrainedComparison {
  readonly levels: number;
  readonly given: readonly GivenBit[];
  /** Related things agree on it. */
  readonly isShared: boolean;
}

/** Probabilities of levels at `context * 16 + level`, each context summing to 1; level 0 (missing) has none. */
export type LevelOdds = Float64Array;

/** How pairs of one class look: a distribution of levels for each comparison. */
export interface ClassOdds {
  /** Share of all pairs that are of this class. */
  readonly share: number;
  readonly comparisons: readonly LevelOdds[];
}

export interface TrainedClasses {
  readonly same: ClassOdds;
  readonly related: ClassOdds | null;
  readonly other: ClassOdds;
  readonly iterations: number;
  readonly patterns: number;
}

export interface TrainingSample {
  /** Pairs that blocking finds, those far below any match left out, from a sample of records. */
  readonly found: PatternCounts;
  /** Which share of all pairs that are the same is in `found`. */
  readonly foundShare: number;
  /** Pairs drawn from all pairs. */
  readonly any: PatternCounts;
  /** Pairs drawn from blocks of rules; used for each comparison whose columns the rule leaves alone. */
  readonly blocks: readonly BlockSample[];
  readonly pairsAll: number;
  readonly records: number;
}

export interface BlockSample {
  readonly patterns: PatternCounts;
  /** Per comparison: whether the rule fixes what it compares. */
  readonly touches: readonly boolean[];
}

const iterationsMax = 60;
const tolerance = 1e-5;
/** Pairs that stand for what was not seen of *same* and *related*, and of *other*. */
const classLean = 4;
const otherLean = 0.5;

/**
 * Learns what pairs of each class look like, without labels. *Other* comes from pairs drawn at random;
 * *same* and *related* by expectation and maximisation over pairs that blocking found. Every pair that
 * is the same is as likely to be in that sample whatever it looks like, so no comparison need be left
 * out for being part of a rule.
 */
export function trainClasses(
  comparisons: readonly TrainedComparison[],
  sample: TrainingSample,
  hasRelated: boolean,
  iterationsMost = iterationsMax,
): TrainedClasses {
  const found = placePatterns(comparisons, sample.found);
  const any = placePatterns(comparisons, sample.any);
  const blocks = sample.blocks.map(({ patterns, touches }) => ({
    ...placePatterns(comparisons, patterns),
    touches,
  }));
  let other = estimateOther(comparisons, [{ ...any, touches: null }], null);
  let same = comparisons.map(({ levels, given }) => ramp(levels, given.length, 2.2));
  let related = comparisons.map(({ isShared, levels, given }, at) =>
    isShared ? ramp(levels, given.length, 2.5) : (other[at] ?? new Float64Array(0)).slice(),
  );
  const shares = {
    same: (0.05 * sample.records) / sample.pairsAll,
    related: hasRelated ? (0.5 * sample.records) / sample.pairsAll : 0,
  };
  let iterations = 0;
  for (; iterations < iterationsMost; iterations += 1) {
    const logs = logClasses(same, related, other, shares);
    if (iterations > 0)
      other = estimateOther(comparisons, [{ ...any, touches: null }, ...blocks], logs);
    const counted = countClasses(comparisons, found, logWith(logs, other), hasRelated);
    same = comparisons.map((one, at) => normalise(one, counted.same[at], classLean));
    if (hasRelated)
      related = comparisons.map((one, at) => normalise(one, counted.related[at], classLean));
    const before = shares.same;
    shares.same = Math.max(counted.sameTotal / sample.foundShare, 0.5) / sample.pairsAll;
    if (hasRelated)
      shares.related = Math.max(counted.relatedTotal / sample.foundShare, 0.5) / sample.pairsAll;
    if (iterations > 5 && Math.abs(shares.same / before - 1) < tolerance) break;
  }
  return {
    same: { share: shares.same, comparisons: same },
    related: hasRelated ? { share: shares.related, comparisons: related } : null,
    other: { share: 1 - shares.same - shares.related, comparisons: other },
    iterations,
    patterns: found.count.length,
  };
}

/** Patterns with the place of each comparison's level in its table. */
interface PlacedPatterns {
  readonly places: Uint8Array;
  readonly count: Float64Array;
  readonly width: number;
}

function placePatterns(
  comparisons: readonly TrainedComparison[],
  { low, high, count }: PatternCounts,
): PlacedPatterns {
  const width = comparisons.length;
  const places = new Uint8Array(count.length * width);
  for (let at = 0; at < count.length; at += 1) {
    comparisons.forEach(({ given }, comparison) => {
      const context = contextOf(given, low[at] ?? 0, high[at] ?? 0);
      const level = levelIn(low[at] ?? 0, high[at] ?? 0, comparison);
      places[at * width + comparison] = context * 16 + level;
    });
  }
  return { places, count, width };
}

function ramp(levels: number, given: number, growth: number): LevelOdds {
  const odds = new Float64Array(16 << given);
  let sum = 0;
  for (let level = 1; level <= levels; level += 1) sum += growth ** level;
  for (let context = 0; context < 1 << given; context += 1) {
    for (let level = 1; level <= levels; level += 1)
      odds[context * 16 + level] = growth ** level / sum;
  }
  return odds;
}

interface ClassLogs {
  readonly same: readonly Float64Array[];
  readonly related: readonly Float64Array[];
  readonly other: readonly Float64Array[];
  readonly sameShare: number;
  readonly relatedShare: number;
}

export const leastOdds = 1e-7;

function logClasses(
  same: readonly LevelOdds[],
  related: readonly LevelOdds[],
  other: readonly LevelOdds[],
  shares: { readonly same: number; readonly related: number },
): ClassLogs {
  return {
    same: same.map(logOdds),
    related: related.map(logOdds),
    other: other.map(logOdds),
    sameShare: Math.log(shares.same),
    relatedShare: shares.related > 0 ? Math.log(shares.related) : Number.NEGATIVE_INFINITY,
  };
}

/** Logarithms; 0 for a missing level, which says nothing. */
function logOdds(odds: LevelOdds): Float64Array {
  return odds.map((one, place) => ((place & 15) === 0 ? 0 : Math.log(Math.max(one, leastOdds))));
}

function logWith(logs: ClassLogs, other: readonly LevelOdds[]): ClassLogs {
  return { ...logs, other: other.map(logOdds) };
}

interface Weighed {
  same: number;
  related: number;
}

/** How likely a pattern is of each class. */
function weigh(patterns: PlacedPatterns, at: number, logs: ClassLogs, into: Weighed): void {
  let same = logs.sameShare;
  let related = logs.relatedShare;
  let other = 0;
  const base = at * patterns.width;
  for (let comparison = 0; comparison < patterns.width; comparison += 1) {
    const place = patterns.places[base + comparison] ?? 0;
    same += logs.same[comparison]?.[place] ?? 0;
    related += logs.related[comparison]?.[place] ?? 0;
    other += logs.other[comparison]?.[place] ?? 0;
  }
  const most = Math.max(same, related, other);
  const a = Math.exp(same - most);
  const b = Math.exp(related - most);
  const sum = a + b + Math.exp(other - most);
  into.same = a / sum;
  into.related = b / sum;
}

function countClasses(
  comparisons: readonly TrainedComparison[],
  found: PlacedPatterns,
  logs: ClassLogs,
  hasRelated: boolean,
) {
  const empty = () => comparisons.map(({ given }) => new Float64Array(16 << given.length));
  const same = empty();
  const related = empty();
  let sameTotal = 0;
  let relatedTotal = 0;
  const weighed: Weighed = { same: 0, related: 0 };
  for (let at = 0; at < found.count.length; at += 1) {
    weigh(found, at, logs, weighed);
    const times = found.count[at] ?? 0;
    const asSame = weighed.same * times;
    const asRelated = weighed.related * times;
    sameTotal += asSame;
    relatedTotal += asRelated;
    const base = at * found.width;
    for (let comparison = 0; comparison < found.width; comparison += 1) {
      const place = found.places[base + comparison] ?? 0;
      const counts = same[comparison];
      if (counts) counts[place] = (counts[place] ?? 0) + asSame;
      const others = related[comparison];
      if (others && hasRelated) others[place] = (others[place] ?? 0) + asRelated;
    }
  }
  return { same, related, sameTotal, relatedTotal };
}

/**
 * Counts to probabilities. A level never seen is given its part of `lean` pairs, so that no weight
 * claims more than was looked at; a context with little leans on all contexts together.
 */
function normalise(
  { levels, given }: TrainedComparison,
  counts: Float64Array | undefined,
  lean: number,
): LevelOdds {
  const contexts = 1 << given.length;
  const odds = new Float64Array(16 * contexts);
  const all = new Float64Array(16);
  let total = 0;
  for (let place = 0; place < 16 * contexts; place += 1) {
    if ((place & 15) === 0 || (place & 15) > levels) continue;
    const seen = counts?.[place] ?? 0;
    all[place & 15] = (all[place & 15] ?? 0) + seen;
    total += seen;
  }
  for (let level = 1; level <= levels; level += 1)
    all[level] = ((all[level] ?? 0) + lean / levels) / (total + lean);
  for (let context = 0; context < contexts; context += 1) {
    let sum = 0;
    for (let level = 1; level <= levels; level += 1) sum += counts?.[context * 16 + level] ?? 0;
    const own = contexts === 1 ? 0 : sum;
    for (let level = 1; level <= levels; level += 1) {
      const seen = contexts === 1 ? 0 : (counts?.[context * 16 + level] ?? 0);
      odds[context * 16 + level] =
        (seen + contextLean * (all[level] ?? 0) + lean / levels) / (own + contextLean + lean);
      if (contexts === 1) odds[level] = all[level] ?? 0;
    }
  }
  return odds;
}

const contextLean = 10;

/**
 * *Other*, from pairs drawn at random, each counted by how likely it is of that class. Contexts that
 * chance hardly meets (two birth dates that agree) are filled from pairs drawn from blocks.
 */
function estimateOther(
  comparisons: readonly TrainedComparison[],
  samples: readonly (PlacedPatterns & { readonly touches: readonly boolean[] | null })[],
  logs: ClassLogs | null,
): LevelOdds[] {
  const counts = comparisons.map(({ given }) => new Float64Array(16 << given.length));
  const weighed: Weighed = { same: 0, related: 0 };
  for (const sample of samples) {
    for (let at = 0; at < sample.count.length; at += 1) {
      if (logs) weigh(sample, at, logs, weighed);
      const times = (sample.count[at] ?? 0) * Math.max(0, 1 - weighed.same - weighed.related);
      const base = at * sample.width;
      for (let comparison = 0; comparison < sample.width; comparison += 1) {
        const place = sample.places[base + comparison] ?? 0;
        // Blocks fill contexts beside the first only; there, what a rule fixes would count for chance.
        if (sample.touches !== null && (place < 16 || sample.touches[comparison])) continue;
        const list = counts[comparison];
        if (list) list[place] = (list[place] ?? 0) + times;
      }
    }
  }
  return comparisons.map((one, at) => normalise(one, counts[at], otherLean));
}
