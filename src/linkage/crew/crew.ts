import type { InputOf, JobName, OutputOf } from "./jobs.ts";

/** Those who do the work: one or more threads that take tasks in turn. */
export interface Crew {
  readonly size: number;
  /** Does all tasks of a job; answers what each thread gathered, in no order that means anything. */
  run<N extends JobName>(
    name: N,
    input: InputOf<N>,
    tasks: number,
    watch?: (done: number) => void,
  ): Promise<OutputOf<N>[]>;
  close(): Promise<void>;
}

/** Somebody asked to stop: nothing was changed anywhere. */
export class LinkageCancelled extends Error {
  constructor() {
    super("linkage was cancelled");
    this.name = "LinkageCancelled";
  }
}
