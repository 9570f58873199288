import type { Readable } from "node:stream";

/** Collects what a child process writes, up to a bound; the returned function reads it. */
export function acceptWords(stream: Readable | null, bytesMax = 1_000_000): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    while (size > bytesMax && chunks.length > 1) size -= chunks.shift()?.length ?? 0;
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
