import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Anchor, readAnchorLines, writeAnchorLine } from "../platform/journal/anchor-line.ts";

export interface AnchorFileRefusal {
  readonly type: "AnchorFileNotReadable";
  readonly file: string;
  readonly reason: string;
}

/** Where anchors lie beside the database: whoever empties the one has not emptied the other. */
function anchorFileOf(dataDir: string): string {
  return path.join(dataDir, "audit-anchors.txt");
}

/** Adds an anchor's line; one that stands there already is not written twice. */
export async function keepAnchorLine(dataDir: string, anchor: Anchor): Promise<string> {
  const file = anchorFileOf(dataDir);
  const line = writeAnchorLine(anchor);
  const known = await readFile(file, "utf8").catch(() => "");
  if (!known.split("\n").includes(line)) await appendFile(file, `${line}\n`, { mode: 0o600 });
  return file;
}

/** The anchors that the data folder keeps; none when there is no file yet. */
export async function readKeptAnchors(
  dataDir: string,
  regencyCode: string,
): Promise<readonly Anchor[]> {
  const text = await readFile(anchorFileOf(dataDir), "utf8").catch(() => "");
  return readAnchorLines(text, regencyCode);
}

/** The anchors of a file from elsewhere; a file without any is refused, or it would prove nothing. */
export async function readAnchorFile(
  file: string,
  regencyCode: string,
): Promise<Result<readonly Anchor[], AnchorFileRefusal>> {
  try {
    const anchors = readAnchorLines(await readFile(file, "utf8"), regencyCode);
    if (anchors.length > 0) return ok(anchors);
    return refuse({
      type: "AnchorFileNotReadable",
      file,
      reason: `no line "payung-anchor-1 ${regencyCode} …"`,
    });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unreadable";
    return refuse({ type: "AnchorFileNotReadable", file, reason });
  }
}
