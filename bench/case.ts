import type { Figure } from "./figures.ts";

/** What a case is given: the city to measure, how often, and a folder that is gone afterwards. */
export interface BenchContext {
  readonly workers: number;
  readonly seed: number;
  readonly repeat: number;
  readonly folder: string;
  /** The built command line, run with `node`. */
  readonly cli: string;
  /** This program, which runs `bare` in a process of its own. */
  readonly self: string;
  readonly projectDir: string;
  /** The files of the synthetic city, written once a run. */
  files(): Promise<CityFiles>;
  tell(line: string): void;
}

export interface CityFiles {
  readonly registry: string;
  readonly others: readonly string[];
}

/** One thing that is measured. A new one is a file in `cases/` and a line in `main.ts`. */
export interface BenchCase {
  readonly name: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}
