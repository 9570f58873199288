import type { Command } from "commander";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Office } from "./office.ts";
import type { Progress } from "./progress.ts";

export type Language = "id" | "en";

/** What a room's commands are given: the office, the day, how to answer. */
export interface CommandLine {
  readonly language: Language;
  /** `--on`: the day that law and ages are read for; today in the office's zone when not said. */
  readonly on: PlainDate;
  /** Opens the office for one command and closes it, however the command ends. */
  withOffice<T>(command: Command, work: (office: Office) => Promise<T>): Promise<T>;
  /** A bar on a terminal, silence elsewhere; `done` takes it away. */
  showProgress(label: Bilingual): ShownProgress;
  /** The answer: `json` when `--json` was said, else the sentence or table. */
  answer(json: unknown, text: string): void;
}

export interface ShownProgress extends Progress {
  done(): void;
}

/**
 * A refusal on its way to the terminal: told in the user's language, exit code 1. `done`: what the
 * command did all the same, told beside it (of several files some may be good).
 */
export class CommandRefused extends Error {
  readonly sentence: Bilingual;
  readonly refusal: { readonly type: string };
  readonly done: { readonly json: object; readonly text: string } | null;

  constructor(
    refusal: { readonly type: string },
    sentence: Bilingual,
    done: { readonly json: object; readonly text: string } | null = null,
  ) {
    super(sentence.en);
    this.done = done;
    this.name = "CommandRefused";
    this.refusal = refusal;
    this.sentence = sentence;
  }
}

/** Right-aligned columns under headings, for a terminal. */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const isNumber = headings.map((_, column) =>
    rows.every((row) => /^[\d.,%Rp-]*$/.test(row[column] ?? "")),
  );
  const render = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [render(headings), ...rows.map(render)].join("\n");
}
