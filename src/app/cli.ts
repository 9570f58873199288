import { Command, CommanderError, Option } from "commander";
import { mountAllocationCommands } from "../allocation/server.ts";
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
import { mountProgrammeCommands } from "../programme/server.ts";
import { mountResolutionCommands } from "../resolution/server.ts";
import { mountDemoCommands } from "./commands/demo.ts";
import { mountPersonCommand } from "./commands/person.ts";
import { mountServeCommand } from "./commands/serve.ts";
import { dataDirOf, type GlobalOptions, openLine } from "./open-line.ts";

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

function exitCodeOf(error: unknown, language: "id" | "en", json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandRefused) {
    const sentence = maskNiksIn(error.sentence[language]);
    process.stderr.write(`${sentence}\n`);
    if (json) {
      const message = { id: maskNiksIn(error.sentence.id), en: maskNiksIn(error.sentence.en) };
      process.stdout.write(
        `${JSON.stringify({ error: { type: error.refusal.type, message } }, null, 2)}\n`,
      );
    }
    return 1;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${maskNiksIn(text)}\n`);
  return 1;
}

/** A process that a server started ends with it; one that has finished lets go of the server first. */
const endWithParent = () => process.exit(1);
process.on("disconnect", endWithParent);
process.exitCode = await main();
process.off("disconnect", endWithParent);
if (process.connected) process.disconnect();
