import { type ChildProcess, fork } from "node:child_process";
import { z } from "zod";
import { demonstrationStages } from "./demonstration.ts";
import type { DemonstrationNote } from "./demonstration-note.ts";
import type { ProgressBoard } from "./progress-board.ts";

const message = z.object({
  stage: z.enum(demonstrationStages.map((stage) => stage.key)),
  state: z.enum(["running", "done"]),
  done: z.number().optional(),
  total: z.number().nullable().optional(),
});

/**
 * Builds the demonstration in a process of its own, so that pages stay quick and its memory is
 * given back. It ends with the server; begun again, it goes on where it was.
 */
export function startDemonstration(
  dataDir: string,
  note: DemonstrationNote,
  board: ProgressBoard,
): ChildProcess {
  board.begin();
  const cli = process.argv[1] ?? "";
  const child = fork(
    cli,
    [
      "demo",
      "run",
      "--workers",
      String(note.workers),
      "--seed",
      String(note.seed),
      "--data",
      dataDir,
    ],
    { stdio: ["ignore", "ignore", "pipe", "ipc"] },
  );
  let lastWords = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    lastWords = `${lastWords}${bytes.toString("utf8")}`.slice(-2_000);
  });
  child.on("message", (raw) => {
    const read = message.safeParse(raw);
    if (!read.success) return;
    const { stage, state, done, total } = read.data;
    board.update(stage, {
      state,
      ...(done === undefined ? {} : { done }),
      ...(total === undefined ? {} : { total }),
    });
  });
  child.on("exit", (code) => {
    if (code === 0) board.finish("ready", null);
    else {
      const why = lastWords.trim().split("\n").at(-1) ?? "";
      board.finish("failed", {
        id: `Kota peragaan berhenti dibuat. ${why} Jalankan ulang npm start untuk melanjutkan.`,
        en: `Building the demonstration stopped. ${why} Run npm start again to go on.`,
      });
    }
  });
  return child;
}
