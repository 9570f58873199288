/** Tells how far a long act is. `total` is null while nobody can know it. */
export interface Progress {
  report(done: number, total: number | null): void;
}

export const noProgress: Progress = { report: () => undefined };
