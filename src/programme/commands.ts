import type { Command } from "commander";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { createProgramme, describeCreateRefusal } from "./load-programme.ts";
import { listProgrammes, type ProgrammeVersion } from "./store.ts";

export function mountProgrammeCommands(program: Command, line: CommandLine): void {
  const programme = program
    .command("programme")
    .description("Program kota / what this city decided");
  programme
    .command("create")
    .argument("<file>", "programme YAML, see programmes/makassar-2024.yaml")
    .description("Catat program dari berkas YAML / record a programme; a change is a new version")
    .addHelpText("after", "\nExample:\n  payung programme create programmes/makassar-2024.yaml")
    .action(async (file: string, _options: unknown, command: Command) => {
      const created = await line.withOffice(command, async (office) => {
        const answer = await createProgramme(office, file);
        if (!answer.ok) throw new CommandRefused(answer.error, describeCreateRefusal(answer.error));
        return answer.value;
      });
      const words = created.alreadyThere
        ? { id: "sudah ada, tidak berubah", en: "already there, unchanged" }
        : { id: "dicatat", en: "recorded" };
      line.answer(
        { ...versionJson(created), already_there: created.alreadyThere },
        `${created.code} v${created.versionNo} ${words[line.language]} (${created.programme.title[line.language]})`,
      );
    });
  programme
    .command("list")
    .description("Daftar program / list programmes in force")
    .addHelpText("after", "\nExample:\n  payung programme list --json")
    .action(async (_options: unknown, command: Command) => {
      const versions = await line.withOffice(command, (office) =>
        office.db.look(office.identity, listProgrammes),
      );
      const headings =
        line.language === "id" ? ["Kode", "Versi", "Judul"] : ["Code", "Version", "Title"];
      const rows = versions.map((one) => [
        one.code,
        String(one.versionNo),
        one.programme.title[line.language],
      ]);
      line.answer({ programmes: versions.map(versionJson) }, renderTable(headings, rows));
    });
}

function versionJson(version: ProgrammeVersion) {
  return {
    code: version.code,
    version: version.versionNo,
    sha256: version.sha256,
    title: version.programme.title,
  };
}
