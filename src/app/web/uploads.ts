import { useSyncExternalStore } from "react";
import type { Upload, UploadedSheet } from "../../intake/screens/index.tsx";
import type { Bilingual } from "../../kernel/statement.ts";
import { refusalView, type UploadView, uploadView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import { queryClient } from "./queries.ts";

/**
 * Files being loaded, one after another. They live outside the pages: whoever goes to look at
 * another page finds them again, still running.
 */
let uploads: readonly Upload[] = [];
let queue: Promise<void> = Promise.resolve();
const watchers = new Set<() => void>();

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(watch, () => uploads);
}

/** Takes files in; each is sent and read before the next one is begun. */
export function bringFiles(files: readonly File[]): void {
  for (const file of files) {
    const key = crypto.randomUUID();
    const upload: Upload = {
      key,
      fileName: file.name,
      state: "waiting",
      bytesSent: 0,
      bytesTotal: file.size,
      rows: 0,
      sheets: [],
      message: null,
    };
    setUploads([upload, ...uploads]);
    queue = queue.then(() => bringFile(file, (part) => change(key, part)));
  }
}

type Change = (part: Partial<Upload>) => void;

async function bringFile(file: File, tell: Change): Promise<void> {
  tell({ state: "sending" });
  const answer = await send(file, tell);
  if ("uploadId" in answer) await follow(answer, tell);
  else tell({ state: "refused", message: answer });
  await queryClient.invalidateQueries();
}

/** The file's bytes, counted as they leave; `fetch` cannot count them. */
function send(file: File, tell: Change): Promise<UploadView | Bilingual> {
  const form = new FormData();
  form.append("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/uploads");
    request.setRequestHeader("x-payung-request", "1");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      tell({ bytesSent: loaded, bytesTotal: total });
    request.onload = () => {
      const view = uploadView.safeParse(request.response);
      if (view.success) return resolve(view.data);
      const refusal = refusalView.safeParse(request.response);
      return resolve(refusal.success ? refusal.data.error.message : unreachable);
    };
    request.onerror = () => resolve(unreachable);
    request.send(form);
  });
}

/** The server's own account of how far it has read, until it ends. The browser reconnects. */
function follow({ uploadId, ...first }: UploadView, tell: Change): Promise<void> {
  tell({ state: "reading", rows: first.rows });
  return new Promise((resolve) => {
    const source = new EventSource(`/api/uploads/${uploadId}/progress`);
    const end = () => {
      source.close();
      resolve();
    };
    source.addEventListener("progress", (event) => {
      const view = uploadView.safeParse(JSON.parse(event.data));
      if (!view.success) return;
      const { state, rows, message, report } = view.data;
      tell({ state, rows, message, sheets: (report?.files ?? []).map(sheetOf) });
      if (state !== "reading") end();
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return;
      tell({ state: "refused", message: unreachable });
      end();
    };
  });
}

function sheetOf(file: NonNullable<UploadView["report"]>["files"][number]): UploadedSheet {
  const { already_loaded: alreadyLoaded, ...sheet } = file;
  return { ...sheet, alreadyLoaded };
}

const unreachable: Bilingual = {
  id: appTexts.id.unreachableLead,
  en: appTexts.en.unreachableLead,
};

function change(key: string, part: Partial<Upload>): void {
  setUploads(uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
}

function setUploads(next: readonly Upload[]): void {
  uploads = next;
  for (const tell of watchers) tell();
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}
