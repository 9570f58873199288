/** The program of a worker thread: takes tasks of one job after the other until there are none. */
import { parentPort } from "node:worker_threads";
import { openJob } from "./crew/lone-crew.ts";
import type { JobAnswer, JobOrder } from "./node-crew.ts";

parentPort?.on("message", ({ name, input, tasks, desk }: JobOrder) => {
  let answer: JobAnswer;
  try {
    const job = openJob(name, input as never);
    for (;;) {
      const task = Atomics.add(desk, 0, 1);
      if (task >= tasks || Atomics.load(desk, 2) !== 0) break;
      job.step(task);
      Atomics.add(desk, 1, 1);
    }
    answer = { type: "done", output: job.finish() };
  } catch (error) {
    answer = {
      type: "failed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  parentPort?.postMessage(answer);
});
