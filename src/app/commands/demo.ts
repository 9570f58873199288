import { type Command, InvalidArgumentError, Option } from "commander";
import { generateDemoCity } from "../../../tools/demo-city/generate.ts";
import { answerBatch, parseShare } from "../../../tools/insurer/answer-batch.ts";
import {
  type CommandLine,
  CommandRefused,
  type ShownProgress,
} from "../../platform/command-line.ts";
import {
  demonstrationOptions,
  demonstrationStages,
  runDemonstration,
  type StageKey,
  type StageReporter,
} from "../demonstration.ts";
import { noteDemonstration } from "../demonstration-note.ts";
import { summaryJson, tellSummary } from "../demonstration-summary.ts";

interface CityOptions {
  readonly area: "73.71";
  readonly workers: number;
  readonly seed: number;
}

interface ReplyOptions {
  readonly reject: number;
  readonly seed: number;
  readonly out: string;
  readonly truth?: string;
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
  demo
    .command("reply")
    .argument("<batch>", "batch workbook that enrol submit wrote")
    .description("Perankan BPJS Ketenagakerjaan / play the insurer: answer a batch workbook")
    .option("--reject <share>", "how many are rejected, e.g. 6%", readShare, 0.06)
    .option(
      "--seed <n>",
      "another seed rejects others",
      (text) => readBetween(text, 0, 2 ** 31 - 1),
      1,
    )
    .option(
      "--truth <file>",
      "truth.csv of the demonstration city: the dead and the doubly insured are rejected first",
    )
    .requiredOption("--out <file>", "reply workbook (.xlsx) or list (.csv) to write")
    .addHelpText(
      "after",
      "\nExample:\n  payung demo reply batch-0001-makassar-2024.xlsx --reject 6% --seed 1 --out balasan.xlsx",
    )
    .action(async (batchFile: string, options: ReplyOptions) => {
      const { reject, seed, out, truth } = options;
      const answer = await answerBatch({
        batchFile,
        rejectShare: reject,
        seed,
        outFile: out,
        ...(truth === undefined ? {} : { truthFile: truth }),
      }).catch((error: Error) => {
        throw new CommandRefused({ type: "NotABatch" }, { id: error.message, en: error.message });
      });
      line.answer(
        { file: out, ...answer },
        `${out}: ${answer.lines} = ${answer.accepted} Y + ${answer.rejected} N`,
      );
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
      line.answer(summaryJson(outcome), tellSummary(outcome, line.language));
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

function readShare(text: string): number {
  const share = parseShare(text);
  if (share === null) throw new InvalidArgumentError("a share is written 6% or 0.06.");
  return share;
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
