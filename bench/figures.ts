/** One measured thing: every sample in its unit, beside what the machine itself needs, and the aim. */
export interface Figure {
  readonly name: string;
  readonly unit: "s" | "MB" | "rows/s";
  readonly samples: readonly number[];
  /** What the machine needs for the same work done barely, measured in the same run; null: no such thing. */
  readonly limit: { readonly name: string; readonly samples: readonly number[] } | null;
  /** What was promised: a ratio to the limit, or a figure in the unit. */
  readonly aim: { readonly of: "ratio" | "median"; readonly most: number } | null;
}

/** Median, least and most of at least one sample. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The median resists the one run that a neighbour disturbed; of an even number, the mean of the middle two. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return {
    median: (lower + upper) / 2,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/** How many times the machine's own limit was needed. Speeds are turned round, so that less is always better. */
export function ratioOf(figure: Figure): number | null {
  if (figure.limit === null) return null;
  const own = spreadOf(figure.samples).median;
  const limit = spreadOf(figure.limit.samples).median;
  return figure.unit === "rows/s" ? limit / own : own / limit;
}

/** Null when nothing was promised of it. */
export function meetsAim(figure: Figure): boolean | null {
  if (figure.aim === null) return null;
  const measured = figure.aim.of === "ratio" ? ratioOf(figure) : spreadOf(figure.samples).median;
  return measured !== null && measured <= figure.aim.most;
}
