import { type Command, InvalidArgumentError, Option } from "commander";
import { type PlainMonth, parsePlainMonth } from "../kernel/plain-date.ts";
import { type CommandLine, CommandRefused } from "../platform/command-line.ts";
import type { Office } from "../platform/office.ts";
import { type Dimension, dimensions } from "./dimensions.ts";
import { loadCityInputs } from "./load-city-inputs.ts";
import {
  type CoverageQuery,
  describeCoverageRefusal,
  readCoverageSummary,
  readCoverageTable,
} from "./read-coverage.ts";
import { csvOf, tellSummary, tellTable } from "./tell-coverage.ts";

interface Options {
  readonly by?: Dimension;
  readonly month?: PlainMonth;
  readonly programme?: string;
  readonly csv: boolean;
}

export function mountCoverageCommands(program: Command, line: CommandLine): void {
  program
    .command("coverage")
    .description("Cakupan, tiap angka dengan pembaginya / who is covered, where, of how many")
    .addOption(
      new Option("--by <what>", "break down by; without it: the whole city").choices(dimensions),
    )
    .option("--month <YYYY-MM>", "contribution month (default: the newest billed)", readMonth)
    .option("--programme <code>", "programme code (default: of the newest roster)")
    .option("--csv", "the table as CSV on standard output; needs --by", false)
    .addHelpText(
      "after",
      `
Examples:
  payung coverage
  payung coverage --by kecamatan --month 2024-06
  payung coverage --by kelurahan --csv > coverage.csv

Covered: accepted by the insurer and the month paid in full. What was stated in public stands in
src/coverage/inputs/, each figure with its source.`,
    )
    .action(async (options: Options, command: Command) => {
      if (options.csv && options.by === undefined)
        command.error("error: --csv needs --by", { exitCode: 2, code: "payung.csv" });
      await line.withOffice(command, (office) => answerCoverage(office, options, line));
    });
}

async function answerCoverage(office: Office, options: Options, line: CommandLine): Promise<void> {
  const { regencyCode } = office.identity;
  const query: CoverageQuery = {
    regencyCode,
    programmeCode: options.programme ?? null,
    month: options.month ?? null,
    inputs: loadCityInputs(regencyCode),
  };
  const { by } = options;
  if (by === undefined) {
    const summary = await office.db.look(office.identity, (transaction) =>
      readCoverageSummary(transaction, query),
    );
    if (summary.counted === null && options.programme !== undefined)
      throw nothingAssessed(options.programme);
    line.answer(summary, tellSummary(summary, line.language));
    return;
  }
  const table = await office.db.look(office.identity, (transaction) =>
    readCoverageTable(transaction, { ...query, by }),
  );
  if (!table.ok) throw nothingAssessed(query.programmeCode);
  line.answer(
    table.value,
    options.csv ? csvOf(table.value) : tellTable(table.value, line.language),
  );
}

function nothingAssessed(programmeCode: string | null): CommandRefused {
  const refusal = { type: "NothingAssessed", programmeCode } as const;
  return new CommandRefused(refusal, describeCoverageRefusal(refusal));
}

function readMonth(text: string): PlainMonth {
  const month = parsePlainMonth(text);
  if (month === null) throw new InvalidArgumentError("a month is written YYYY-MM.");
  return month;
}
