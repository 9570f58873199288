import { type Command, Option } from "commander";
import { groupThousands } from "../kernel/rupiah.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { describeLoadRefusal, sheetReportJson } from "./describe.ts";
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
Exit codes: 0 done, 1 refused (nothing of that file is kept), 2 wrong usage.`,
    )
    .action(
      async (
        files: string[],
        options: { source: "auto" | Source; dryRun: boolean },
        command: Command,
      ) => {
        const reports = await line.withOffice(command, async (office) => {
          const all: SheetReport[] = [];
          for (const path of files) {
            const progress = line.showProgress({
              id: `Membaca ${baseName(path)}`,
              en: `Reading ${baseName(path)}`,
            });
            const source = options.source === "auto" ? null : options.source;
            const loaded = await loadFile(office, {
              path,
              source,
              dryRun: options.dryRun,
              on: line.on,
              progress,
            });
            progress.done();
            if (!loaded.ok)
              throw new CommandRefused(loaded.error, describeLoadRefusal(loaded.error));
            all.push(...loaded.value);
          }
          return all;
        });
        line.answer(
          { files: reports.map(sheetReportJson) },
          tellReports(reports, line, options.dryRun),
        );
      },
    );
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
