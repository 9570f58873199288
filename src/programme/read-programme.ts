import { LineCounter, parseDocument } from "yaml";
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
  const faults = read.error.issues.map((issue) => ({
    line: lineOf(document, lines, issue.path),
    path: issue.path.join("."),
    message: issue.message,
  }));
  return refuse({ type: "ProgrammeFaulty", file, faults });
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
