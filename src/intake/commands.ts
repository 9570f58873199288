import { type Command, Option } from "commander";
import { groupThousands } from "../kernel/rupiah.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { describeLoadRefusal, loadRefusalJson, sheetReportJson } from "./describe.ts";
import { type Source, sources } from "./index.ts";
import { loadFile, type SheetReport } from "./load-file.ts";

export function mountIntakeCommands(program: Command, line: CommandLine): void {
  program
    .command("intake")
    .argument("<file...>", "XLSX or CSV files as they arrived")
    .description(
      "Muat berkas registri / load registry files (P3KE, BPJS active list, Dukcapil, disability)",
    )
    .addOption(
      new Option("--source <source>", "what the files are")
        .choices(["auto", ...sources])
        .default("auto"),
    )
    .option("--dry-run", "read every row and report, keep nothing", false)
    .addHelpText(
      "after",
      `
Examples:
  payung intake p3ke-individu.xlsx bpjs-aktif.xlsx
  payung intake daftar.csv --source disability --dry-run --json

The same file twice changes nothing. Quarantined rows are no failure: exit code 0.
Each file stands for itself: one that is refused leaves nothing, the others are kept and told.
Exit codes: 0 done, 1 a file was refused, 2 wrong usage.`,
    )
    .action(
      async (
        files: string[],
        options: { source: "auto" | Source; dryRun: boolean },
        command: Command,
      ) => {
        const outcomes = await line.withOffice(command, async (office) => {
          const all: FileOutcome[] = [];
          for (const path of files) {
            const progress = line.showProgress({
              id: `Membaca ${baseName(path)}`,
              en: `Reading ${baseName(path)}`,
            });
            const source = options.source === "auto" ? null : options.source;
            const { dryRun } = options;
            const loaded = await loadFile(office, { path, source, dryRun, on: line.on, progress });
            progress.done();
            all.push({ file: baseName(path), loaded });
          }
          return all;
        });
        answerOutcomes(outcomes, line, options.dryRun);
      },
    );
}

/** What became of one file: the reports of its sheets, or why it was refused. Each file stands for itself. */
interface FileOutcome {
  readonly file: string;
  readonly loaded: Awaited<ReturnType<typeof loadFile>>;
}

/** Tells all files, good and bad; one that was refused makes the command's exit code 1. */
function answerOutcomes(
  outcomes: readonly FileOutcome[],
  line: CommandLine,
  dryRun: boolean,
): void {
  const reports = outcomes.flatMap(({ loaded }) => (loaded.ok ? loaded.value : []));
  const refusals = outcomes.flatMap(({ loaded }) => (loaded.ok ? [] : [loaded.error]));
  const json = {
    files: outcomes.flatMap<object>(({ file, loaded }) =>
      loaded.ok ? loaded.value.map(sheetReportJson) : [loadRefusalJson(file, loaded.error)],
    ),
  };
  const text = reports.length === 0 ? "" : tellReports(reports, line, dryRun);
  const [first] = refusals;
  if (first === undefined) {
    line.answer(json, text);
    return;
  }
  const sentences = refusals.map(describeLoadRefusal);
  const all = {
    id: sentences.map(({ id }) => id).join("\n"),
    en: sentences.map(({ en }) => en).join("\n"),
  };
  throw new CommandRefused(first, all, { json, text });
}

function baseName(path: string): string {
  return path.replace(/^.*[\\/]/, "");
}

function tellReports(reports: readonly SheetReport[], line: CommandLine, dryRun: boolean): string {
  const id = line.language === "id";
  const headings = id
    ? [
        "Berkas",
        "Lembar",
        "Sumber",
        "Baris fisik",
        "Dilewati",
        "Baris",
        "Diterima",
        "Diperingatkan",
        "Karantina",
        "",
      ]
    : [
        "File",
        "Sheet",
        "Source",
        "Physical rows",
        "Skipped",
        "Rows",
        "Accepted",
        "Warned",
        "Quarantined",
        "",
      ];
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const rows = reports.map((report) => [
    report.fileName,
    report.sheet,
    report.source,
    count(report.physicalRows),
    count(report.physicalRows - report.rows),
    count(report.rows),
    count(report.accepted),
    count(report.warned),
    count(report.quarantined),
    report.alreadyLoaded ? (id ? "sudah pernah dimuat" : "already loaded") : "",
  ]);
  const note = dryRun
    ? id
      ? "\nUji coba: tidak ada yang disimpan."
      : "\nDry run: nothing was kept."
    : "";
  return `${renderTable(headings, rows)}${note}`;
}
