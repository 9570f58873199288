import { type Command, InvalidArgumentError, Option } from "commander";
import { generateDemoCity } from "../../../tools/demo-city/generate.ts";
import { allocationJson } from "../../allocation/server.ts";
import { assessmentJson } from "../../eligibility/server.ts";
import { sheetReportJson } from "../../intake/server.ts";
import { formatRupiah, groupThousands } from "../../kernel/rupiah.ts";
import type { CommandLine, ShownProgress } from "../../platform/command-line.ts";
import { resolutionJson } from "../../resolution/server.ts";
import {
  type DemonstrationOutcome,
  demonstrationOptions,
  demonstrationStages,
  runDemonstration,
  type StageKey,
  type StageReporter,
} from "../demonstration.ts";
import { noteDemonstration } from "../demonstration-note.ts";

interface CityOptions {
  readonly area: "73.71";
  readonly workers: number;
  readonly seed: number;
}

export function mountDemoCommands(program: Command, line: CommandLine): void {
  const demo = program
    .command("demo")
    .description("Kota peragaan dengan orang buatan / a demonstration city of synthetic people");
  withCityOptions(demo.command("files"))
    .description("Tulis berkas registri buatan / write synthetic registry files and truth.csv")
    .requiredOption("--out <dir>", "folder to write to")
    .addHelpText(
      "after",
      "\nExample:\n  payung demo files --area 73.71 --workers 77000 --seed 1 --out ./demo",
    )
    .action(async (options: CityOptions & { out: string }) => {
      const progress = line.showProgress({ id: "Menulis berkas", en: "Writing files" });
      const files = await generateDemoCity({
        area: options.area,
        workers: options.workers,
        seed: options.seed,
        outDir: options.out,
        onProgress: (done, total) => progress.report(done, total),
      });
      progress.done();
      const names = [files.registry, files.insurer, files.civil, files.disability, files.truth];
      line.answer(files, names.join("\n"));
    });
  withCityOptions(demo.command("run"))
    .description(
      "Jalankan seluruh alur pada kota peragaan / run the whole flow on the demonstration city",
    )
    .addHelpText("after", "\nExample:\n  payung demo run --data /tmp/payung-demo --json")
    .action(async (options: CityOptions, command: Command) => {
      const outcome = await line.withOffice(command, async (office) => {
        const demonstration = demonstrationOptions(office.dataDir, options.workers, options.seed);
        await noteDemonstration(office, demonstration);
        return await runDemonstration(office, demonstration, reporterFor(line));
      });
      line.answer(outcomeJson(outcome), tellOutcome(outcome, line));
    });
}

function withCityOptions(command: Command): Command {
  return command
    .addOption(new Option("--area <code>", "which city").choices(["73.71"]).default("73.71"))
    .option(
      "--workers <n>",
      "registered workers",
      (text) => readBetween(text, 1, 1_000_000),
      77_000,
    )
    .option(
      "--seed <n>",
      "another seed is another city",
      (text) => readBetween(text, 0, 2 ** 31 - 1),
      1,
    );
}

function readBetween(text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is needed.`);
  }
  return number;
}

/** Stages as bars on a terminal, or as messages to the server that started this process. */
function reporterFor(line: CommandLine): StageReporter {
  let shown: ShownProgress | null = null;
  let lastSent = 0;
  const send = (message: unknown) => process.send?.(message);
  return {
    begin(stage: StageKey) {
      const title = demonstrationStages.find((one) => one.key === stage)?.title ?? {
        id: stage,
        en: stage,
      };
      shown = line.showProgress(title);
      send({ stage, state: "running", done: 0, total: null });
      return {
        report(done, total) {
          shown?.report(done, total);
          const now = performance.now();
          if (now - lastSent < 200) return;
          lastSent = now;
          send({ stage, state: "running", done, total });
        },
      };
    },
    end(stage: StageKey) {
      shown?.done();
      send({ stage, state: "done" });
    },
  };
}

function outcomeJson(outcome: DemonstrationOutcome) {
  return {
    files: outcome.loads.map(sheetReportJson),
    resolution: resolutionJson(outcome.resolution),
    assessment: assessmentJson({ ...outcome.assessment, alreadyDone: false }),
    allocation: allocationJson(outcome.allocation),
  };
}

function tellOutcome(outcome: DemonstrationOutcome, line: CommandLine): string {
  const id = line.language === "id";
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const rows = outcome.loads.reduce((sum, load) => sum + load.rows, 0);
  const quarantined = outcome.loads.reduce((sum, load) => sum + load.quarantined, 0);
  const { resolution, assessment, allocation } = outcome;
  const { persons, workers, eligible, notEligible, cannotSay } = assessment.counts;
  const cost = `${count(allocation.chosen)} × ${formatRupiah(allocation.costPerPersonRp)} = ${formatRupiah(allocation.costRp)}`;
  return id
    ? [
        `Baris: ${count(rows)} dibaca, ${count(quarantined)} dikarantina`,
        `Orang: ${count(resolution.registryRows)} baris registri = ${count(resolution.persons)} orang + ${count(resolution.mergedRows)} baris ganda`,
        `Nilai: ${count(persons)} orang (${count(workers)} bekerja) = ${count(eligible)} layak + ${count(notEligible)} tidak + ${count(cannotSay)} belum pasti`,
        `Tempat: ${count(eligible)} layak = ${count(allocation.chosen)} terpilih + ${count(allocation.waiting)} menunggu`,
        `Biaya: ${cost}`,
        `Hash daftar: ${allocation.rosterHash}`,
      ].join("\n")
    : [
        `Rows: ${count(rows)} read, ${count(quarantined)} quarantined`,
        `Persons: ${count(resolution.registryRows)} registry rows = ${count(resolution.persons)} persons + ${count(resolution.mergedRows)} further rows`,
        `Assessed: ${count(persons)} persons (${count(workers)} work) = ${count(eligible)} eligible + ${count(notEligible)} not + ${count(cannotSay)} cannot say`,
        `Places: ${count(eligible)} eligible = ${count(allocation.chosen)} chosen + ${count(allocation.waiting)} waiting`,
        `Cost: ${cost}`,
        `Roster hash: ${allocation.rosterHash}`,
      ].join("\n");
}
