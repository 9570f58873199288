import type { Command } from "commander";
import { groupThousands } from "../kernel/rupiah.ts";
import type { CommandLine } from "../platform/command-line.ts";
import { type ResolutionReport, runResolution } from "./run-resolution.ts";

export function mountResolutionCommands(program: Command, line: CommandLine): void {
  program
    .command("resolve")
    .description("Temukan orang di balik baris / find the one person behind many rows")
    .addHelpText(
      "after",
      "\nExample:\n  payung resolve --json\n\nRepeated on the same rows it changes nothing.",
    )
    .action(async (_options: unknown, command: Command) => {
      const report = await line.withOffice(command, async (office) => {
        const progress = line.showProgress({ id: "Mencocokkan", en: "Resolving" });
        const answer = await runResolution(office, progress);
        progress.done();
        return answer;
      });
      line.answer(resolutionJson(report), tellResolution(report, line));
    });
}

export function resolutionJson(report: ResolutionReport) {
  return {
    run_no: report.runNo,
    rows: report.rows,
    registry_rows: report.registryRows,
    persons: report.persons,
    merged_rows: report.mergedRows,
    attached_rows: report.attachedRows,
    unattached_rows: report.unattachedRows,
    doubts: report.doubts,
    already_done: report.alreadyDone,
  };
}

function tellResolution(report: ResolutionReport, line: CommandLine): string {
  const count = (number: number) => groupThousands(number, line.language === "id" ? "." : ",");
  return line.language === "id"
    ? `${count(report.registryRows)} baris registri = ${count(report.persons)} orang + ${count(report.mergedRows)} baris ganda.\n` +
        `Daftar lain: ${count(report.attachedRows)} baris tentang orang registri, ${count(report.unattachedRows)} tentang orang lain. ` +
        `Keraguan untuk diperiksa: ${count(report.doubts)}.`
    : `${count(report.registryRows)} registry rows = ${count(report.persons)} persons + ${count(report.mergedRows)} further rows.\n` +
        `Other lists: ${count(report.attachedRows)} rows about persons of the registry, ${count(report.unattachedRows)} about others. ` +
        `Doubts to review: ${count(report.doubts)}.`;
}
