import { type Command, InvalidArgumentError } from "commander";
import { createPlaceNames } from "../areas/index.ts";
import { type AssessmentRow, findAssessment } from "../eligibility/server.ts";
import { formatRupiah, groupThousands, parseRupiah } from "../kernel/rupiah.ts";
import { loadLaw } from "../law/server.ts";
import { type CommandLine, CommandRefused } from "../platform/command-line.ts";
import type { Office } from "../platform/office.ts";
import { writeCsv } from "../platform/spreadsheet/server.ts";
import { allocatePlaces, describeAllocationRefusal } from "./allocate.ts";
import type { Limit } from "./rank.ts";
import { mountRosterCommands } from "./roster-commands.ts";
import { type AllocationRow, listRoster } from "./store.ts";

interface Options {
  readonly programme: string;
  readonly seats?: number;
  readonly budget?: bigint;
  readonly months: number;
  readonly assessment?: number;
  readonly out?: string;
}

export function mountAllocationCommands(program: Command, line: CommandLine): void {
  mountRosterCommands(program, line);
  program
    .command("allocate")
    .description("Tetapkan urutan dan tempat / rank and choose, exactly within seats or a budget")
    .requiredOption("--programme <code>", "programme code")
    .option("--seats <n>", "how many places", readCount)
    .option("--budget <rupiah>", "how much money, e.g. 7000000000 or Rp7.000.000.000", readBudget)
    .option("--months <n>", "months paid for each person", readMonths, 12)
    .option(
      "--assessment <n>",
      "number of the assessment to rest on (default: the newest)",
      readCount,
    )
    .option("--out <file.csv>", "write the whole ranking (chosen and waiting) to a file")
    .addHelpText(
      "after",
      `
Examples:
  payung allocate --programme makassar-2024 --seats 35422 --months 12 --out roster.csv
  payung allocate --programme makassar-2024 --budget Rp7.000.000.000 --json

The roster's hash is the SHA-256 of one line "rank member-number" per chosen person.`,
    )
    .action(async (options: Options, command: Command) => {
      const limit = limitOf(options, command);
      const { run, assessment } = await line.withOffice(command, async (office) => {
        const request = {
          programmeCode: options.programme,
          assessmentNo: options.assessment,
          limit,
          months: options.months,
          law: loadLaw(),
        };
        const answer = await allocatePlaces(office, request);
        if (!answer.ok)
          throw new CommandRefused(answer.error, describeAllocationRefusal(answer.error));
        if (options.out !== undefined) await writeRoster(office, answer.value, options.out);
        const assessment = await office.db.look(office.identity, (transaction) =>
          findAssessment(transaction, answer.value.eligibilityRunId),
        );
        return { run: answer.value, assessment };
      });
      const json = {
        ...allocationJson(run),
        not_eligible: assessment?.counts.notEligible ?? 0,
        cannot_say: assessment?.counts.cannotSay ?? 0,
        assessment:
          assessment === null ? null : { run_no: assessment.runNo, on: assessment.onDate },
      };
      const rests = assessment === null ? "" : tellAssessmentOf(assessment, line);
      line.answer(json, `${rests}${tellAllocation(run, line)}`);
    });
}

function limitOf(options: Options, command: Command): Limit {
  if (options.seats !== undefined && options.budget === undefined)
    return { kind: "seats", seats: options.seats };
  if (options.budget !== undefined && options.seats === undefined)
    return { kind: "budget", budgetRp: options.budget };
  command.error("error: say either --seats N or --budget RP", {
    exitCode: 2,
    code: "payung.limit",
  });
}

/** `35422`, `35.422` or `35,422`; `1.5` is no count. */
function readCount(text: string): number {
  const digits = /^\d{1,3}([.,_]\d{3})+$/.test(text) ? text.replace(/[.,_]/g, "") : text;
  if (!/^[1-9]\d{0,8}$/.test(digits))
    throw new InvalidArgumentError("a whole number above 0 is needed.");
  return Number(digits);
}

function readMonths(text: string): number {
  const months = readCount(text);
  if (months > 60) throw new InvalidArgumentError("1 to 60 months are needed.");
  return months;
}

function readBudget(text: string): bigint {
  const amount = parseRupiah(text);
  if (amount === null || amount === 0n || amount > BigInt(Number.MAX_SAFE_INTEGER))
    throw new InvalidArgumentError(
      "whole rupiah are needed, e.g. 7000000000, up to 9007199254740991.",
    );
  return amount;
}

/** Money and 64-bit numbers are JSON numbers while they fit one exactly; all budgets of a city do. */
export function allocationJson(run: AllocationRow) {
  return {
    run: run.runId,
    seats: run.seats,
    budget_rp: run.budgetRp === null ? null : Number(run.budgetRp),
    months: run.months,
    cost_rp: Number(run.costRp),
    remainder_rp: run.remainderRp === null ? null : Number(run.remainderRp),
    chosen: run.chosen,
    waiting: run.waiting,
    cut_off: run.cutOff,
    roster_hash: run.rosterHash,
  };
}

/** Which assessment the places rest on: the newest need not be the one that was asked for last. */
function tellAssessmentOf({ runNo, onDate }: AssessmentRow, line: CommandLine): string {
  return line.language === "id"
    ? `Menurut penilaian no. ${runNo} pada ${onDate}.\n`
    : `By assessment no. ${runNo} on ${onDate}.\n`;
}

function tellAllocation(run: AllocationRow, line: CommandLine): string {
  const id = line.language === "id";
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const each = formatRupiah(run.costPerPersonRp);
  const rest =
    run.remainderRp === null
      ? ""
      : id
        ? `; sisa ${formatRupiah(run.remainderRp)}`
        : `; ${formatRupiah(run.remainderRp)} left`;
  return id
    ? `${count(run.chosen)} terpilih dari ${count(run.chosen + run.waiting)} yang memenuhi syarat; ${count(run.waiting)} menunggu.\n` +
        `Biaya ${count(run.chosen)} × ${each} (${run.months} bulan) = ${formatRupiah(run.costRp)}${rest}.\nHash daftar: ${run.rosterHash}`
    : `${count(run.chosen)} chosen of ${count(run.chosen + run.waiting)} eligible; ${count(run.waiting)} wait.\n` +
        `Cost ${count(run.chosen)} × ${each} (${run.months} months) = ${formatRupiah(run.costRp)}${rest}.\nRoster hash: ${run.rosterHash}`;
}

async function writeRoster(office: Office, run: AllocationRow, file: string): Promise<void> {
  const lines = await office.db.look(office.identity, (transaction) =>
    listRoster(transaction, {
      runId: run.runId,
      outcome: null,
      kecamatanCode: null,
      limit: null,
      offset: 0,
    }),
  );
  const names = createPlaceNames(office.identity.regencyCode);
  const headings = [
    "rank",
    "outcome",
    "member_number",
    "name",
    "kecamatan",
    "kelurahan",
    "decile",
    "disability",
    "head_of_family",
    "age",
    "sex",
    "occupation",
  ];
  const rows = lines.map((one) => [
    String(one.rank),
    one.outcome,
    one.memberNumber,
    one.name,
    names.kecamatanName(one.kecamatanCode ?? ""),
    names.kelurahanName(one.kelurahanCode ?? ""),
    String(one.decile ?? ""),
    one.disability,
    one.headOfFamily ? "yes" : "no",
    String(one.age ?? ""),
    one.sex,
    one.occupation,
  ]);
  await writeCsv(file, [headings, ...rows]);
}
