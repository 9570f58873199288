import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type Programme, programmeSchema } from "./programme.ts";

export interface ProgrammeFault {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

export type ProgrammeRefusal =
  | { readonly type: "ProgrammeUnreadable"; readonly file: string; readonly reason: string }
  | {
      readonly type: "ProgrammeFaulty";
      readonly file: string;
      readonly faults: readonly ProgrammeFault[];
    };

/** Reads a programme; all faults are told together, each with its line. */
export function readProgramme(text: string, file: string): Result<Programme, ProgrammeRefusal> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      path: "",
      message: error.message.split("\n")[0] ?? "",
    }));
    return refuse({ type: "ProgrammeFaulty", file, faults });
  }
  const read = programmeSchema.safeParse(document.toJS());
  if (read.success) return ok(read.data);
  const faults = read.error.issues.flatMap(pointsOf).map(({ path, message }) => ({
    line: lineOf(document, lines, path),
    path: path.join("."),
    message,
  }));
  return refuse({ type: "ProgrammeFaulty", file, faults });
}

type Issue = z.core.$ZodIssue;
type Point = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Where an issue lies: of words nobody knows, each by itself, with the word that may have been meant. */
function pointsOf(issue: Issue): readonly Point[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => {
    const meant = nearestWord(key, knownWords(issue.path));
    const hint = meant === null ? "" : `, perhaps "${meant}" is meant`;
    return { path: [...issue.path, key], message: `unknown word "${key}"${hint}` };
  });
}

function knownWords(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = programmeSchema;
  for (const key of path)
    schema = schema instanceof z.ZodObject ? schema.shape[String(key)] : undefined;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The known word that shares most neighbouring letters with this one, when it shares at least half. */
function nearestWord(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((one) => ({ one, likeness: likenessOf(word, one) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  return best !== undefined && best.likeness >= 0.5 ? best.one : null;
}

/** Shared pairs of neighbouring letters, of all pairs (Dice): 1 is the same word, 0 nothing alike. */
function likenessOf(a: string, b: string): number {
  const [pairsA, pairsB] = [pairsOf(a), pairsOf(b)];
  const shared = [...pairsA].filter((pair) => pairsB.has(pair)).length;
  return (2 * shared) / (pairsA.size + pairsB.size);
}

function pairsOf(word: string): ReadonlySet<string> {
  const bounded = `^${word.toLowerCase()}$`;
  return new Set(Array.from({ length: bounded.length - 1 }, (_, at) => bounded.slice(at, at + 2)));
}

/** The line of the value at a path, or of its nearest holder when it is missing. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: readonly number[] }
      | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

export function describeProgrammeRefusal(refusal: ProgrammeRefusal): Bilingual {
  if (refusal.type === "ProgrammeUnreadable") {
    return {
      id: `${refusal.file} tidak dapat dibaca: ${refusal.reason}`,
      en: `${refusal.file} cannot be read: ${refusal.reason}`,
    };
  }
  const list = refusal.faults
    .map((fault) => `  ${refusal.file}:${fault.line} ${fault.path} ${fault.message}`)
    .join("\n");
  return {
    id: `Program belum benar; perbaiki baris ini, tidak ada yang disimpan:\n${list}`,
    en: `The programme has faults; mend these lines, nothing was kept:\n${list}`,
  };
}
