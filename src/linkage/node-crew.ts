import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Crew, LinkageCancelled } from "./crew/crew.ts";
import type { InputOf, JobName, OutputOf } from "./crew/jobs.ts";
import { makeLoneCrew } from "./crew/lone-crew.ts";

export interface CrewSettings {
  /** Threads; by default as many as the machine has cores. 1 works in the calling thread. */
  readonly workers?: number;
  /** The built worker, when it does not lie beside the program. */
  readonly workerFile?: URL;
  readonly signal?: AbortSignal;
}

/** What a thread is sent and what it answers. */
export interface JobOrder {
  readonly name: JobName;
  readonly input: unknown;
  readonly tasks: number;
  /** `[next task, tasks done, stop]`, shared by all threads. */
  readonly desk: Int32Array;
}

export type JobAnswer =
  | { readonly type: "done"; readonly output: unknown }
  | { readonly type: "failed"; readonly message: string };

/** Threads that share memory. They hold no file and no connection; closing ends them. */
export function openCrew(settings: CrewSettings = {}): Crew {
  const size = Math.max(1, settings.workers ?? availableParallelism());
  if (size === 1) return makeLoneCrew(settings.signal);
  const file = settings.workerFile ?? new URL("./linkage-worker.js", import.meta.url);
  const workers = Array.from({ length: size }, () => new Worker(file));
  const { signal } = settings;
  return {
    size,
    async run<N extends JobName>(
      name: N,
      input: InputOf<N>,
      tasks: number,
      watch?: (done: number) => void,
    ) {
      if (signal?.aborted) throw new LinkageCancelled();
      const desk = new Int32Array(new SharedArrayBuffer(12));
      const stop = () => Atomics.store(desk, 2, 1);
      signal?.addEventListener("abort", stop);
      const clock = watch ? setInterval(() => watch(Atomics.load(desk, 1)), watchEveryMs) : null;
      try {
        const order: JobOrder = { name, input, tasks, desk };
        const answers = await Promise.all(workers.map((worker) => ask(worker, order)));
        if (signal?.aborted) throw new LinkageCancelled();
        watch?.(tasks);
        return answers as OutputOf<N>[];
      } finally {
        signal?.removeEventListener("abort", stop);
        if (clock) clearInterval(clock);
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

const watchEveryMs = 200;

function ask(worker: Worker, order: JobOrder): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      act();
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onMessage = (answer: JobAnswer) =>
      settle(() =>
        answer.type === "done"
          ? resolve(answer.output)
          : reject(new Error(`linkage worker: ${answer.message}`)),
      );
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(order);
  });
}
