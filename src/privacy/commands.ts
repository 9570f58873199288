import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { type PlainDate, parsePlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { parseUuid, type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { enterInJournal } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { findPersonId } from "../resolution/server.ts";
import { accessCopyHtml, accessCopyJson } from "./access-copy.ts";
import { dpiaHtml, registerHtml } from "./dpia.ts";
import {
  describeEraseRefusal,
  type EraseRefusal,
  executeProposal,
  notErased,
  proposeErasure,
} from "./erase.ts";
import { exportBreach } from "./export-breach-job.ts";
import { cityOf, gatherCopy, gatherDpia, listRetention, readRegister } from "./gather.ts";
import { hoursByKind } from "./handle-request.ts";
import { loadDuties } from "./load-duties.ts";
import type { PrivacyParts } from "./parts.ts";
import { isOverdue, requestViewOf } from "./request-state.ts";
import { insertHold, listErasures, listHolds, listRequests } from "./store.ts";

/** `payung privacy register | dpia | requests | copy | retention | hold | erase | breach`. */
export function mountPrivacyCommands(
  program: Command,
  line: CommandLine,
  parts: PrivacyParts,
): void {
  const privacy = program
    .command("privacy")
    .description("Pelindungan data pribadi / personal data: registers, requests, erasure, breach");
  mountDocumentCommands(privacy, line, parts);
  mountRequestCommands(privacy, line, parts);
  mountHoldCommands(privacy, line);
  mountEraseCommands(privacy, line, parts);
  mountBreachCommand(privacy, line);
}

function mountDocumentCommands(privacy: Command, line: CommandLine, parts: PrivacyParts): void {
  privacy
    .command("register")
    .description("Daftar kegiatan pemrosesan (Pasal 31) / register of processing activities")
    .addHelpText("after", "\nExample:\n  payung privacy register --out daftar.html")
    .option("--out <file>", "write it as an HTML file to print")
    .action(async (options: { out?: string }, command: Command) => {
      const { entries, city } = await line.withOffice(command, async (office) => ({
        entries: await office.db.look(office.identity, (transaction) =>
          readRegister(transaction, line.on),
        ),
        city: cityOf(office),
      }));
      if (options.out !== undefined)
        await writeOut(options.out, registerHtml(entries, { on: line.on, city }, line.language));
      const say = (text: Bilingual) => text[line.language];
      const rows = entries.map((one) => [
        say(one.title),
        one.article,
        one.categories.map((kind) => say(kind.title)).join("; "),
      ]);
      const headings = { id: ["kegiatan", "dasar", "data"], en: ["activity", "basis", "data"] };
      line.answer({ entries }, renderTable(headings[line.language], rows));
    });
  privacy
    .command("dpia")
    .description("Penilaian dampak (Pasal 34) / impact assessment, made of facts")
    .addHelpText("after", "\nExample:\n  payung privacy dpia --out dpia.html")
    .requiredOption("--out <file>", "HTML file to print")
    .action(async (options: { out: string }, command: Command) => {
      const facts = await line.withOffice(command, (office) => gatherDpia(office, line.on, parts));
      const file = await writeOut(options.out, dpiaHtml(facts, line.language));
      line.answer({ file, persons: facts.counts.persons }, file);
    });
  privacy
    .command("retention")
    .description("Muatan dan masa simpannya / loads and until when they are kept")
    .addHelpText("after", "\nExample:\n  payung privacy retention --on 2030-01-01")
    .action(async (_options: unknown, command: Command) => {
      const loads = await line.withOffice(command, (office) =>
        office.db.look(office.identity, (transaction) => listRetention(transaction, line.on)),
      );
      const headings = {
        id: ["muatan", "berkas", "lembar", "baris", "dimuat", "disimpan sampai", ""],
        en: ["load", "file", "sheet", "rows", "loaded", "kept until", ""],
      };
      const due = line.language === "id" ? "habis" : "due";
      line.answer(
        { loads },
        renderTable(
          headings[line.language],
          loads.map((one) => [
            one.loadId,
            one.fileName,
            one.sheet,
            String(one.rows),
            one.loadedOn,
            one.keptUntil,
            one.due ? due : "",
          ]),
        ),
      );
    });
}

function mountRequestCommands(privacy: Command, line: CommandLine, parts: PrivacyParts): void {
  privacy
    .command("requests")
    .description("Permintaan orang dan waktunya / requests of persons and their clock")
    .addHelpText("after", "\nExample:\n  payung privacy requests --overdue")
    .option("--overdue", "only those past their time", false)
    .action(async (options: { overdue: boolean }, command: Command) => {
      const duties = loadDuties().requests;
      const rows = await line.withOffice(command, (office) =>
        office.db.look(office.identity, (transaction) =>
          listRequests(transaction, hoursByKind(duties)),
        ),
      );
      const requests = rows
        .map((row) => requestViewOf(row, duties))
        .filter((one) => !options.overdue || isOverdue(one));
      const headings = {
        id: ["no", "permintaan", "diterima", "batas", "sisa jam", "keadaan"],
        en: ["no", "request", "received", "due", "hours left", "state"],
      };
      line.answer(
        { requests },
        renderTable(
          headings[line.language],
          requests.map((one) => [
            String(one.requestNo),
            one.kindTitle[line.language],
            one.receivedAt,
            one.dueAt,
            one.state === "answered" ? "" : String(one.hoursLeft),
            one.outcome ?? one.state,
          ]),
        ),
      );
    });
  privacy
    .command("copy")
    .argument("<id-or-nik>", "person id, member number or NIK")
    .requiredOption(
      "--out <dir>",
      "folder for the HTML and JSON files; it is the person's, keep it closed",
    )
    .description("Salinan data dan jejaknya (Pasal 32) / copy of all data with its trail")
    .addHelpText("after", "\nExample:\n  payung privacy copy 7371-0ABCD-EFGHJ-K --out ./salinan")
    .action(async (written: string, options: { out: string }, command: Command) => {
      const copy = await line.withOffice(command, async (office) => {
        const personId = await getPersonId(office, written);
        return await gatherCopy(office, { personId, on: line.on }, parts);
      });
      if (copy === null) throw nobody();
      const base = path.join(options.out, `salinan-${copy.person.memberNumber}`);
      const files = [
        await writeOut(`${base}.html`, accessCopyHtml(copy, line.language)),
        await writeOut(`${base}.json`, `${JSON.stringify(accessCopyJson(copy), null, 2)}\n`),
      ];
      line.answer({ files }, files.join("\n"));
    });
}

interface HoldOptions {
  readonly person?: string;
  readonly load?: string;
  readonly all: boolean;
  readonly reason?: string;
  readonly lift: boolean;
}

function mountHoldCommands(privacy: Command, line: CommandLine): void {
  privacy
    .command("hold")
    .description("Penahanan hukum: jangan dihapus / legal hold: nothing of it may be erased")
    .option("--person <id-or-nik>", "hold a person")
    .option("--load <id>", "hold a load")
    .option("--all", "hold everything", false)
    .option("--reason <text>", "why; without it the holds in force are listed")
    .option("--lift", "lift the hold", false)
    .addHelpText(
      "after",
      '\nExample:\n  payung privacy hold --person 7371-0ABCD-EFGHJ-K --reason "Pemeriksaan BPK 2025"',
    )
    .action(async (options: HoldOptions, command: Command) => {
      const holds = await line.withOffice(command, async (office) => {
        if (options.reason !== undefined) await placeHold(office, options, options.reason);
        return await office.db.look(office.identity, listHolds);
      });
      const rows = holds.map((one) => [
        one.scope,
        one.personId ?? one.loadId ?? "",
        one.reason,
        one.placedBy,
      ]);
      line.answer({ holds }, renderTable(["", "id", "", ""], rows));
    });
}

async function placeHold(office: Office, options: HoldOptions, reason: string): Promise<void> {
  const personId = options.person === undefined ? null : await getPersonId(office, options.person);
  const loadId = options.load === undefined ? null : parseUuid(options.load);
  const named = [personId !== null, loadId !== null, options.all].filter(Boolean).length;
  if (named !== 1)
    throw new CommandRefused(
      { type: "SayWhatToHold" },
      {
        id: "Sebutkan satu saja: --person, --load, atau --all.",
        en: "Say exactly one: --person, --load or --all.",
      },
    );
  const scope = personId !== null ? "person" : loadId !== null ? "load" : "all";
  const placed = !options.lift;
  await office.db.act(office.identity, async (transaction) => {
    await insertHold(transaction, office.identity, { scope, personId, loadId, placed, reason });
    await enterInJournal(transaction, office.identity, {
      act: placed ? "privacy.held" : "privacy.hold-lifted",
      subject: personId ?? loadId ?? "all",
      body: { scope },
    });
  });
}

interface ProposeOptions {
  readonly person?: string;
  readonly load?: string;
  readonly reason: string;
  readonly despiteCover: boolean;
}

function mountEraseCommands(privacy: Command, line: CommandLine, parts: PrivacyParts): void {
  const erase = privacy
    .command("erase")
    .description("Penghapusan, oleh dua orang / erasure, by two persons");
  erase
    .command("propose")
    .option("--person <id-or-nik>", "erase a person")
    .option("--load <id>", "erase a load: its key and whoever it alone speaks of")
    .requiredOption("--reason <text>", "why")
    .option("--despite-cover", "though the person is insured now", false)
    .description("Usulkan penghapusan / propose an erasure")
    .addHelpText(
      "after",
      '\nExample:\n  payung privacy erase propose --person 7371-0ABCD-EFGHJ-K --reason "Diminta orangnya"',
    )
    .action(async (options: ProposeOptions, command: Command) => {
      const erasureId = await line.withOffice(command, (office) => propose(office, options));
      line.answer(
        { erasure: erasureId },
        line.language === "id"
          ? `Usulan ${erasureId}. Pejabat lain menjalankan: payung privacy erase execute ${erasureId}`
          : `Proposal ${erasureId}. Another official runs: payung privacy erase execute ${erasureId}`,
      );
    });
  erase
    .command("execute")
    .argument("<erasure>", "id of the proposal")
    .description("Laksanakan usulan orang lain / execute what another official proposed")
    .addHelpText(
      "after",
      "\nExample:\n  payung privacy erase execute 0197a000-0000-8000-8000-000000000001",
    )
    .action(async (written: string, _options: unknown, command: Command) => {
      const erasureId = parseUuid(written);
      if (erasureId === null) throw refusedErasure({ type: "NoSuchProposal" });
      const counts = await line.withOffice(command, async (office) => {
        const answer = await executeProposal(office, erasureId, parts.resealBatch);
        if (!answer.ok) throw refusedErasure(answer.error);
        return answer.value;
      });
      const head =
        line.language === "id" ? "Dihapus. Yang tidak terjangkau:" : "Erased. Out of reach:";
      const rest = notErased.map((one) => `  ${one[line.language]}`);
      const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
      line.answer({ counts, not_erased: notErased }, [told.join(", "), head, ...rest].join("\n"));
    });
  erase
    .command("list")
    .description("Usulan dan pelaksanaannya / proposals and what was executed")
    .addHelpText("after", "\nExample:\n  payung privacy erase list")
    .action(async (_options: unknown, command: Command) => {
      const erasures = await line.withOffice(command, (office) =>
        office.db.look(office.identity, listErasures),
      );
      const rows = erasures.map((one) => [
        one.erasureId,
        one.subject,
        one.proposedBy,
        one.executedBy ?? "–",
      ]);
      line.answer({ erasures }, renderTable(["", "", "", ""], rows));
    });
}

async function propose(office: Office, options: ProposeOptions): Promise<Uuid> {
  const personId = options.person === undefined ? null : await getPersonId(office, options.person);
  const loadId = options.load === undefined ? null : parseUuid(options.load);
  if ((personId === null) === (loadId === null))
    throw new CommandRefused(
      { type: "SayWhatToErase" },
      { id: "Sebutkan satu: --person atau --load.", en: "Say one: --person or --load." },
    );
  const { reason, despiteCover } = options;
  const text = `privacy-erasure-1/${office.identity.actor}/${personId ?? loadId}/${despiteCover}/${reason}`;
  const erasureId = uuidOfHash(createHash("sha256").update(text).digest());
  const scope = personId === null ? "load" : "person";
  const proposal = { erasureId, scope, personId, loadId, requestId: null } as const;
  const answer = await proposeErasure(office, { ...proposal, reason, despiteCover });
  if (!answer.ok) throw refusedErasure(answer.error);
  return erasureId;
}

function refusedErasure(refusal: EraseRefusal): CommandRefused {
  return new CommandRefused(refusal, describeEraseRefusal(refusal));
}

function mountBreachCommand(privacy: Command, line: CommandLine): void {
  const collect = (value: string, before: readonly string[]) => [...before, value];
  privacy
    .command("breach")
    .description("Kebocoran: siapa terdampak (Pasal 46) / breach: whose data, which, when, by whom")
    .option("--from <date>", "first day")
    .option("--to <date>", "last day")
    .option("--actor <actor>", "account that was taken; may be repeated", collect, [])
    .option("--device <id>", "browser (session) that was stolen; may be repeated", collect, [])
    .option("--table <schema.table>", "table that was taken whole; may be repeated", collect, [])
    .requiredOption("--out <dir>", "folder for the workbook and the letters; it holds names")
    .addHelpText(
      "after",
      "\nExample:\n  payung privacy breach --from 2025-03-01 --to 2025-03-04 --actor os:budi --out ./kebocoran",
    )
    .action(
      async (
        options: {
          from?: string;
          to?: string;
          actor: string[];
          device: string[];
          table: string[];
          out: string;
        },
        command: Command,
      ) => {
        const report = await line.withOffice(command, (office) =>
          exportBreach(office, {
            from: dayOf(options.from),
            to: dayOf(options.to),
            actors: options.actor,
            devices: options.device,
            tables: options.table,
            outDir: path.resolve(options.out),
          }),
        );
        line.answer(report, [`${report.persons}`, ...report.files].join("\n"));
      },
    );
}

function dayOf(written: string | undefined): PlainDate | null {
  if (written === undefined) return null;
  const day = parsePlainDate(written);
  if (day !== null) return day;
  throw new CommandRefused(
    { type: "NoSuchDay" },
    { id: `Hari ditulis YYYY-MM-DD: ${written}`, en: `A day is YYYY-MM-DD: ${written}` },
  );
}

async function getPersonId(office: Office, written: string): Promise<Uuid> {
  const found = await office.db.look(office.identity, (transaction) =>
    findPersonId(office, transaction, written),
  );
  if (found === null) throw nobody();
  return found;
}

function nobody(): CommandRefused {
  return new CommandRefused(
    { type: "NoSuchPerson" },
    { id: "Tidak ada orang dengan nomor itu.", en: "Nobody has that number." },
  );
}

async function writeOut(file: string, text: string): Promise<string> {
  const full = path.resolve(file);
  try {
    await writeFile(full, text, { mode: 0o600 });
    return full;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unwritable";
    throw new CommandRefused(
      { type: "FileNotWritable" },
      {
        id: `${full} tidak dapat ditulisi (${reason}).`,
        en: `${full} cannot be written (${reason}).`,
      },
    );
  }
}
