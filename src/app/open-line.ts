import path from "node:path";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { parsePlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import {
  type CommandLine,
  CommandRefused,
  type Language,
  type ShownProgress,
} from "../platform/command-line.ts";
import { actingAs, type Office, openOffice } from "../platform/office.ts";
import { findDemonstration } from "./demonstration-note.ts";
import { describeOfficeRefusal } from "./describe-office-refusal.ts";
import { today } from "./today.ts";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly on?: string;
  readonly data?: string;
  readonly lang?: Language;
  readonly regency?: string;
  /** Acts as a demonstration officer; refused where the people are real. */
  readonly as?: string;
}

export function dataDirOf(options: GlobalOptions): string {
  return path.resolve(options.data ?? process.env["PAYUNG_DATA"] ?? ".payung");
}

/** The command line of one invocation of `program`; options are read when a command asks. */
export function openLine(program: Command): CommandLine {
  const options = () => program.opts<GlobalOptions>();
  return {
    get language() {
      return languageOf(options());
    },
    get on() {
      const { on } = options();
      if (on === undefined) return today();
      const day = parsePlainDate(on);
      if (day === null)
        program.error(`error: --on needs a day that exists, YYYY-MM-DD: ${on}`, {
          exitCode: 2,
          code: "payung.on",
        });
      return day;
    },
    withOffice: (command, work) => withOffice(options(), commandName(command), work),
    showProgress: (label) => showProgress(label, languageOf(options())),
    answer(json, text) {
      process.stdout.write(`${options().json ? JSON.stringify(json, null, 2) : text}\n`);
    },
  };
}

function languageOf(options: GlobalOptions): Language {
  return options.lang ?? (process.env["PAYUNG_LANG"] === "en" ? "en" : "id");
}

function commandName(command: Command): string {
  return command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
}

async function withOffice<T>(
  options: GlobalOptions,
  command: string,
  work: (office: Office) => Promise<T>,
): Promise<T> {
  const office = await openOfficeOrRefuse(options, command, true);
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

export async function openOfficeOrRefuse(
  options: GlobalOptions,
  command: string,
  mayJoin: boolean,
): Promise<Office> {
  const opened = await openOffice({
    dataDir: dataDirOf(options),
    databaseUrl: process.env["DATABASE_URL"] || undefined,
    regencyCode: options.regency ?? process.env["PAYUNG_REGENCY"] ?? "73.71",
    command,
    mayJoin,
  });
  if (!opened.ok) throw new CommandRefused(opened.error, describeOfficeRefusal(opened.error));
  return options.as === undefined ? opened.value : await actAs(opened.value, options.as);
}

/**
 * In a demonstration one person plays maker and approver in turn. Elsewhere an act is by whoever is
 * signed in to the machine, until Payung has sign-in of its own.
 */
async function actAs(office: Office, actor: string): Promise<Office> {
  if ((await findDemonstration(office)) !== null) {
    return actingAs(office, { actor: `demo:${actor}` });
  }
  await office.close();
  throw new CommandRefused(
    { type: "NotADemonstration" },
    {
      id: "--as hanya berlaku pada kota peragaan. Di sini perbuatan dicatat atas nama pengguna komputer ini; minta orang kedua menjalankannya.",
      en: "--as is for the demonstration city only. Here acts are recorded under this computer's user; ask a second person to run it.",
    },
  );
}

/** A bar when a person looks at a terminal; nothing in a pipe or a log. */
function showProgress(label: Bilingual, language: Language): ShownProgress {
  if (process.connected) return tellParent();
  if (!process.stderr.isTTY) return { report: () => undefined, done: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label[language]} {bar} {value}{of}`,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(1, 0, { of: "" });
  return {
    report(done, total) {
      bar.setTotal(total ?? Math.max(done * 2, 1));
      bar.update(done, { of: total === null ? "" : ` / ${total}` });
    },
    done: () => bar.stop(),
  };
}

const wordsApartMs = 200;

/** A process that a server started tells it how far it is, a few times a second. */
function tellParent(): ShownProgress {
  let last = 0;
  return {
    report(done, total) {
      const now = performance.now();
      if (now - last < wordsApartMs) return;
      last = now;
      process.send?.({ type: "progress", done, total });
    },
    done: () => undefined,
  };
}
