import { type Crew, LinkageCancelled } from "./crew.ts";
import { type InputOf, type JobName, jobs, type OpenJob, type OutputOf } from "./jobs.ts";

/** The calling thread alone; lets others have a turn between tasks. */
export function makeLoneCrew(signal?: AbortSignal): Crew {
  return {
    size: 1,
    async run<N extends JobName>(
      name: N,
      input: InputOf<N>,
      tasks: number,
      watch?: (done: number) => void,
    ): Promise<OutputOf<N>[]> {
      const job = openJob(name, input);
      for (let task = 0; task < tasks; task += 1) {
        if (signal?.aborted) throw new LinkageCancelled();
        job.step(task);
        watch?.(task + 1);
        if (task % turnAfter === turnAfter - 1) await Promise.resolve();
      }
      return [job.finish()];
    },
    close: async () => {},
  };
}

const turnAfter = 16;

export function openJob<N extends JobName>(name: N, input: InputOf<N>): OpenJob<OutputOf<N>> {
  // The table of jobs says which input and output belong to a name; the compiler cannot follow it there.
  const open = jobs[name] as unknown as (input: InputOf<N>) => OpenJob<OutputOf<N>>;
  return open(input);
}
