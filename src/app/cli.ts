import { Command, CommanderError, Option } from "commander";
import { mountAllocationCommands } from "../allocation/server.ts";
import { mountAuditCommands } from "../audit/server.ts";
import { mountCardCommands } from "../cards/server.ts";
import { mountContributionCommands } from "../contributions/server.ts";
import { mountCoverageCommands } from "../coverage/server.ts";
import { mountEligibilityCommands } from "../eligibility/server.ts";
import { mountEnrolmentCommands } from "../enrolment/server.ts";
import { mountIntakeCommands } from "../intake/server.ts";
import { maskNiksIn } from "../kernel/nik.ts";
import { mountLinkageCommands } from "../linkage/server.ts";
import { codeVersion } from "../platform/code-version.ts";
import { type CommandLine, CommandRefused } from "../platform/command-line.ts";
import { isBeyondRole } from "../platform/database/refused.ts";
import { mountPrivacyCommands } from "../privacy/server.ts";
import { mountProgrammeCommands } from "../programme/server.ts";
import { mountResolutionCommands } from "../resolution/server.ts";
import { mountAccountCommands } from "./commands/account.ts";
import { mountDemoCommands } from "./commands/demo.ts";
import { mountPersonCommand } from "./commands/person.ts";
import { mountServeCommand } from "./commands/serve.ts";
import { dataDirOf, type GlobalOptions, openLine } from "./open-line.ts";
import { privacyParts } from "./privacy-parts.ts";

/** Exit codes: 0 done (also when rows are quarantined), 1 refused with the reason, 2 wrong usage. */
async function main(): Promise<number> {
  const program = new Command("payung")
    .description(
      "Payung: melindungi pekerja rentan sebuah kota / insures a city's vulnerable informal workers",
    )
    .version(codeVersion)
    .option("--json", "answer in JSON on standard output")
    .option("--on <date>", "the day that law and ages are read for, YYYY-MM-DD (default: today)")
    .option("--data <dir>", "data folder (default: PAYUNG_DATA or ./.payung)")
    .option(
      "--regency <code>",
      "city or regency, Kemendagri code (default: PAYUNG_REGENCY or 73.71)",
    )
    .option("--as <officer>", "act as this officer (demonstration city only)")
    .addOption(new Option("--lang <language>", "bahasa / language").choices(["id", "en"]))
    .exitOverride()
    // A number typed in the wrong place comes back in the message: nobody's NIK may.
    .configureOutput({ outputError: (text, write) => write(maskNiksIn(text)) })
    .showHelpAfterError("(payung --help shows the commands)");
  const line = openLine(program);
  // A day that does not exist is refused by every command, also by one that would not have looked.
  program.hook("preAction", () => void line.on);
  for (const mount of [
    mountIntakeCommands,
    mountLinkageCommands,
    mountResolutionCommands,
    mountProgrammeCommands,
    mountEligibilityCommands,
    mountAllocationCommands,
    mountEnrolmentCommands,
    mountContributionCommands,
    mountCards,
    mountCoverageCommands,
    mountPersonCommand,
    mountAccountCommands,
    mountAuditCommands,
    mountPrivacy,
    mountDemoCommands,
    mountServeCommand,
  ]) {
    mount(program, line);
  }
  letGlobalOptionsStandAnywhere(program);
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    return exitCodeOf(error, line.language, program.opts<{ json?: boolean }>().json === true);
  }
}

/** Verifying a card opens no office, so it is told where the key file would lie. */
function mountCards(program: Command, line: CommandLine): void {
  mountCardCommands(program, line, () => dataDirOf(program.opts<GlobalOptions>()));
}

function mountPrivacy(program: Command, line: CommandLine): void {
  mountPrivacyCommands(program, line, privacyParts);
}

/** `payung intake FILE --json` and `payung --json intake FILE` are the same. */
function letGlobalOptionsStandAnywhere(program: Command): void {
  const inherit = (command: Command) => {
    for (const option of program.options) {
      if (option.long === "--version") continue;
      const own = new Option(option.flags, option.description);
      if (option.argChoices) own.choices([...option.argChoices]);
      command.addOption(own.hideHelp());
      command.on(`option:${option.name()}`, (value: unknown) =>
        program.setOptionValueWithSource(option.attributeName(), value ?? true, "cli"),
      );
    }
    command.exitOverride();
    for (const child of command.commands) inherit(child);
  };
  for (const command of program.commands) inherit(command);
}

function exitCodeOf(thrown: unknown, language: "id" | "en", json: boolean): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const error = isBeyondRole(thrown) ? beyondRole : thrown;
  if (error instanceof CommandRefused) {
    const sentence = maskNiksIn(error.sentence[language]);
    process.stderr.write(`${sentence}\n`);
    if (json) {
      const message = { id: maskNiksIn(error.sentence.id), en: maskNiksIn(error.sentence.en) };
      const answer = { ...error.done?.json, error: { type: error.refusal.type, message } };
      process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    } else if (error.done !== null && error.done.text !== "")
      process.stdout.write(`${error.done.text}\n`);
    return 1;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${maskNiksIn(text)}\n`);
  return 1;
}

/** The database's no: a process of the server acts as an official, whose role may reach less than the act. */
const beyondRole = new CommandRefused(
  { type: "NotYours" },
  {
    id: "Peran Anda tidak mencakup ini di seluruh kota; tidak ada yang tersimpan.",
    en: "Your role does not include this for the whole city; nothing was kept.",
  },
);

/** A process that a server started ends with it; one that has finished lets go of the server first. */
const endWithParent = () => process.exit(1);
process.on("disconnect", endWithParent);
process.exitCode = await main();
process.off("disconnect", endWithParent);
if (process.connected) process.disconnect();
