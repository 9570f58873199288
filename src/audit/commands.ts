import type { Command } from "commander";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { enterInJournal } from "../platform/database/database.ts";
import { type Anchor, writeAnchorLine } from "../platform/journal/anchor-line.ts";
import { type ChainVerdict, faultsToldMax } from "../platform/journal/verify-chain.ts";
import { keepSetting } from "../platform/settings.ts";
import { describeFault } from "./describe-fault.ts";
import { anchorJournal, verifyAndRecord } from "./keep-anchor.ts";
import { readAnchorFile } from "./node-anchor-file.ts";

/** `payung audit anchor | verify | limit`. */
export function mountAuditCommands(program: Command, line: CommandLine): void {
  const audit = program
    .command("audit")
    .description("Jurnal yang berantai / the chained journal of acts and looks");
  audit
    .command("anchor")
    .description("Jangkarkan jurnal hari ini / anchor today's journal, to print or publish")
    .addHelpText("after", "\nExample:\n  payung audit anchor >> /media/usb/jangkar.txt")
    .action((_options: unknown, command: Command) => anchor(line, command));
  audit
    .command("verify")
    .description("Periksa rantai jurnal / recompute the chain; names what was changed, exit code 1")
    .option("--anchor <file>", "anchors kept elsewhere: a file, or the text of a printed page")
    .addHelpText("after", "\nExample:\n  payung audit verify --anchor /media/usb/jangkar.txt")
    .action((options: { anchor?: string }, command: Command) => verify(line, command, options));
  audit
    .command("limit")
    .argument("<searches>", "how many searches an official may make within an hour")
    .description("Batasi pencarian per jam / limit searches of an official per hour")
    .addHelpText("after", "\nExample:\n  payung audit limit 60")
    .action((written: string, _options: unknown, command: Command) =>
      limit(line, command, written),
    );
}

async function anchor(line: CommandLine, command: Command): Promise<void> {
  const made = await line.withOffice(command, (office) => anchorJournal(office, line.on));
  if (made === null)
    throw new CommandRefused(
      { type: "JournalEmpty" },
      {
        id: "Jurnal masih kosong: belum ada yang dapat dijangkarkan.",
        en: "The journal is empty: there is nothing to anchor yet.",
      },
    );
  const { day, chainNo, hash } = made.anchor;
  line.answer({ day, entries: chainNo, hash, file: made.file }, writeAnchorLine(made.anchor));
}

async function verify(
  line: CommandLine,
  command: Command,
  options: { readonly anchor?: string },
): Promise<void> {
  const verdict = await line.withOffice(command, async (office) => {
    const elsewhere = await anchorsOf(options.anchor, office.identity.regencyCode);
    return await verifyAndRecord(office, elsewhere);
  });
  if (verdict.faultCount > 0) throw new CommandRefused({ type: "JournalChanged" }, tell(verdict));
  const { entries, lastNo, lastHash, anchors } = verdict;
  const words = {
    id: ["catatan", "jangkar", "sidik terakhir"],
    en: ["entries", "anchors", "last"],
  };
  line.answer(
    { whole: true, entries, last_no: lastNo, last_hash: lastHash, anchors },
    renderTable([...words[line.language]], [[String(entries), String(anchors), lastHash]]),
  );
}

async function anchorsOf(
  file: string | undefined,
  regencyCode: string,
): Promise<readonly Anchor[]> {
  if (file === undefined) return [];
  const read = await readAnchorFile(file, regencyCode);
  if (read.ok) return read.value;
  const { reason } = read.error;
  throw new CommandRefused(read.error, {
    id: `Jangkar di ${file} tidak terbaca (${reason}). Berkasnya berisi baris "payung-anchor-1 …" seperti yang dicetak payung audit anchor.`,
    en: `No anchor can be read from ${file} (${reason}). The file holds lines "payung-anchor-1 …" as payung audit anchor prints them.`,
  });
}

function tell({ faults, faultCount, entries }: ChainVerdict) {
  const inWords = (language: "id" | "en", head: string, more: string) =>
    [
      head,
      ...faults.map((fault) => `  ${describeFault(fault)[language]}`),
      ...(faultCount > faultsToldMax ? [`  ${more}`] : []),
    ].join("\n");
  return {
    id: inWords(
      "id",
      `Jurnal (${entries} catatan) TIDAK utuh, ${faultCount} temuan. Simpan salinan basis data ini dan panggil Inspektorat:`,
      `… dan ${faultCount - faultsToldMax} lagi.`,
    ),
    en: inWords(
      "en",
      `The journal (${entries} entries) is NOT whole, ${faultCount} findings. Keep a copy of this database and call the inspectorate:`,
      `… and ${faultCount - faultsToldMax} more.`,
    ),
  };
}

async function limit(line: CommandLine, command: Command, written: string): Promise<void> {
  const searches = Number(written);
  if (!Number.isInteger(searches) || searches < 1 || searches > 100_000)
    throw new CommandRefused(
      { type: "NotANumber" },
      {
        id: `Batas pencarian adalah bilangan bulat 1 sampai 100.000, bukan "${written}".`,
        en: `The limit of searches is a whole number from 1 to 100,000, not "${written}".`,
      },
    );
  await line.withOffice(command, (office) =>
    office.db.act(office.identity, async (transaction) => {
      await keepSetting(transaction, office.identity, "searches_an_hour", searches);
      const entry = { act: "audit.limit-set", subject: "searches_an_hour", body: { searches } };
      await enterInJournal(transaction, office.identity, entry);
    }),
  );
  line.answer(
    { searches_an_hour: searches },
    line.language === "id"
      ? `Seorang petugas boleh mencari ${searches} kali per jam.`
      : `An official may search ${searches} times an hour.`,
  );
}
