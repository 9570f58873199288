import type { Command } from "commander";
import { groupThousands } from "../kernel/rupiah.ts";
import { loadLaw } from "../law/server.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { assessEverybody, describeAssessmentRefusal } from "./assess.ts";
import { ruleNames, ruleTitles } from "./rules.ts";
import type { AssessmentRow } from "./store.ts";

export function mountEligibilityCommands(program: Command, line: CommandLine): void {
  program
    .command("assess")
    .description("Nilai kelayakan semua orang / assess everybody for a programme on a day")
    .requiredOption("--programme <code>", "programme code")
    .addHelpText(
      "after",
      `
Example:
  payung assess --programme makassar-2024 --on 2024-05-31

Repeated for the same persons, programme, law and day it is the same assessment, with the number it had. "allocate" takes the
newest of a programme, or the one that --assessment names.
Every person ends as eligible, not eligible or cannot say; see the reasons with "payung person".`,
    )
    .action(async (options: { programme: string }, command: Command) => {
      const run = await line.withOffice(command, async (office) => {
        const progress = line.showProgress({ id: "Menilai", en: "Assessing" });
        const request = { programmeCode: options.programme, on: line.on, law: loadLaw(), progress };
        const answer = await assessEverybody(office, request);
        progress.done();
        if (!answer.ok)
          throw new CommandRefused(answer.error, describeAssessmentRefusal(answer.error));
        return answer.value;
      });
      line.answer(assessmentJson(run), tellAssessment(run, line));
    });
}

export function assessmentJson(run: AssessmentRow & { readonly alreadyDone: boolean }) {
  return {
    run: run.runId,
    run_no: run.runNo,
    programme: run.programmeCode,
    on: run.onDate,
    law_version: run.lawVersion,
    persons: run.counts.persons,
    workers: run.counts.workers,
    eligible: run.counts.eligible,
    not_eligible: run.counts.notEligible,
    cannot_say: run.counts.cannotSay,
    rules: run.counts.rules,
    already_done: run.alreadyDone,
  };
}

function tellAssessment(run: AssessmentRow, line: CommandLine): string {
  const id = line.language === "id";
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const { persons, workers, eligible, notEligible, cannotSay, rules } = run.counts;
  const which = id
    ? `Penilaian no. ${run.runNo}, ${run.onDate}: `
    : `Assessment no. ${run.runNo}, ${run.onDate}: `;
  const sum = id
    ? `${count(persons)} orang = ${count(eligible)} memenuhi syarat + ${count(notEligible)} tidak memenuhi syarat + ${count(cannotSay)} belum dapat dipastikan; ${count(workers)} di antaranya bekerja.`
    : `${count(persons)} persons = ${count(eligible)} eligible + ${count(notEligible)} not eligible + ${count(cannotSay)} cannot say; ${count(workers)} of them work.`;
  const headings = id
    ? ["Aturan", "Tidak memenuhi", "Tidak diketahui"]
    : ["Rule", "Refused", "Not known"];
  const rows = ruleNames.map((rule) => [
    ruleTitles[rule][line.language],
    count(rules[rule]?.refused ?? 0),
    count(rules[rule]?.notKnown ?? 0),
  ]);
  return `${which}${sum}\n${renderTable(headings, rows)}`;
}
