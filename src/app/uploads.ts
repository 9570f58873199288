import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chmod, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Bilingual } from "../kernel/statement.ts";
import { ticketVariable } from "../platform/sign-in/server.ts";
import { acceptWords } from "./child-words.ts";

/** How far an uploaded file is. `report` is what `payung intake --json` answers. */
export const uploadView = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  state: z.enum(["reading", "done", "refused"]),
  rows: z.number().int(),
  report: z.unknown().nullable(),
  message: z.object({ id: z.string(), en: z.string() }).nullable(),
});
export type UploadView = z.infer<typeof uploadView>;

/** Files that people bring in the browser, each loaded by a process of its own, and whoever watches. */
export interface Uploads {
  /** `ticket` lets the process act as whoever brought the file. */
  receive(fileName: string, bytes: Readable, ticket: () => string): Promise<UploadView>;
  find(uploadId: string): UploadView | null;
  watch(uploadId: string, onChange: () => void): () => void;
  stop(): void;
}

const keptAfterwards = 50;

export function openUploads(dataDir: string): Uploads {
  const views = new Map<string, UploadView>();
  const watchers = new Map<string, Set<() => void>>();
  const children = new Set<ReturnType<typeof fork>>();
  const change = (uploadId: string, part: Partial<UploadView>) => {
    const view = views.get(uploadId);
    if (view === undefined) return;
    views.set(uploadId, { ...view, ...part });
    for (const tell of watchers.get(uploadId) ?? []) tell();
  };
  return {
    async receive(fileName, bytes, ticket) {
      const uploadId = randomUUID();
      const folder = path.join(dataDir, "incoming", uploadId);
      const file = path.join(folder, safeName(fileName));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await pipeline(bytes, createWriteStream(file, { mode: 0o600 }));
      await chmod(file, 0o600);
      const view: UploadView = {
        uploadId,
        fileName: path.basename(file),
        state: "reading",
        rows: 0,
        report: null,
        message: null,
      };
      views.set(uploadId, view);
      while (views.size > keptAfterwards) views.delete([...views.keys()][0] ?? "");
      const child = startIntake(dataDir, file, ticket(), (part) => change(uploadId, part));
      children.add(child);
      child.once("exit", () => {
        children.delete(child);
        void rm(folder, { recursive: true, force: true });
      });
      return view;
    },
    find: (uploadId) => views.get(uploadId) ?? null,
    watch(uploadId, onChange) {
      const own = watchers.get(uploadId) ?? new Set();
      watchers.set(uploadId, own.add(onChange));
      return () => {
        own.delete(onChange);
        if (own.size === 0) watchers.delete(uploadId);
      };
    },
    stop() {
      for (const child of children) child.kill("SIGTERM");
    },
  };
}

/** A file name is a label, never a path: what is not a plain letter, digit or mark becomes a dash. */
function safeName(fileName: string): string {
  const plain = path.basename(fileName.replaceAll("\\", "/")).replace(/[^\p{L}\p{N} ._()-]/gu, "-");
  return plain.replace(/^\.+/, "").slice(-120) || "upload";
}

const progressWord = z.object({ type: z.literal("progress"), done: z.number() });

function startIntake(
  dataDir: string,
  file: string,
  ticket: string,
  change: (part: Partial<UploadView>) => void,
) {
  const child = fork(process.argv[1] ?? "", ["intake", file, "--json", "--data", dataDir], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, [ticketVariable]: ticket },
  });
  const answer = acceptWords(child.stdout);
  const lastWords = acceptWords(child.stderr);
  child.on("message", (raw) => {
    const word = progressWord.safeParse(raw);
    if (word.success) change({ rows: word.data.done });
  });
  child.once("close", (code) => {
    if (code === 0) change({ state: "done", report: JSON.parse(answer()) as unknown });
    else change({ state: "refused", message: refusalIn(answer(), lastWords()) });
  });
  return child;
}

const refusal = z.object({
  error: z.object({ message: z.object({ id: z.string(), en: z.string() }) }),
});

function refusalIn(answer: string, lastWords: string): Bilingual {
  try {
    const read = refusal.safeParse(JSON.parse(answer));
    if (read.success) return read.data.error.message;
  } catch {
    // No JSON: the process ended before it could answer; its last words say more.
  }
  const why = lastWords.trim().split("\n").at(-1) ?? "";
  return {
    id: `Berkas tidak jadi dimuat; tidak ada yang tersimpan. ${why}`,
    en: `The file was not loaded; nothing was kept. ${why}`,
  };
}
