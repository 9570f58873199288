import type { Command } from "commander";
import { type CommandLine, CommandRefused } from "../../platform/command-line.ts";
import { lookOnRecord } from "../../platform/journal/look-on-record.ts";
import { findPersonId } from "../../resolution/server.ts";
import { type PersonStory, readPersonStory } from "../person-story.ts";

export function mountPersonCommand(program: Command, line: CommandLine): void {
  program
    .command("person")
    .argument("<id-or-nik>", "person id, member number or 16-digit NIK")
    .description("Tunjukkan seseorang / show one person; NIK is masked")
    .option("--explain", "why eligible or not, with evidence rows and law values", false)
    .addHelpText("after", "\nExample:\n  payung person 7371-0ABCD-EFGHJ-K --explain")
    .action(async (written: string, options: { explain: boolean }, command: Command) => {
      const story = await line.withOffice(command, (office) =>
        lookOnRecord(
          office,
          async (transaction) => {
            const personId = await findPersonId(office, transaction, written);
            return personId === null ? null : await readPersonStory(office, transaction, personId);
          },
          (found) =>
            found === null
              ? []
              : [{ act: "person.seen", subject: found.person.personId, body: {} }],
        ),
      );
      if (story === null) {
        throw new CommandRefused(
          { type: "NoSuchPerson" },
          {
            id: "Tidak ada orang dengan nomor itu. Periksa nomornya; NIK harus 16 angka, nomor anggota seperti 7371-0ABCD-EFGHJ-K.",
            en: "Nobody has that number. Check it; a NIK has 16 digits, a member number looks like 7371-0ABCD-EFGHJ-K.",
          },
        );
      }
      line.answer(
        options.explain ? story : { person: story.person },
        tellStory(story, line, options.explain),
      );
    });
}

const marks = { yes: "✓", no: "✗", "not known": "?" } as const;

function tellStory(story: PersonStory, line: CommandLine, explain: boolean): string {
  const { language } = line;
  const { person } = story;
  const id = language === "id";
  const head = [
    `${person.memberNumber}  ${person.name ?? (id ? "(tanpa nama)" : "(no name)")}`,
    `  NIK ${person.nikMasked ?? (id ? "tidak dapat dipakai" : "not usable")} · ${id ? "lahir" : "born"} ${person.bornOn ?? "?"} · ${person.kelurahan ?? "?"}, ${person.kecamatan ?? "?"} · desil ${person.decile ?? "?"} · ${person.occupation ?? "?"}`,
  ];
  const fileOf = new Map(person.rows.map((row) => [row.rowId, `${row.fileName}:${row.rowNo}`]));
  const rows = person.rows.map(
    (row) => `  ${row.fileName} ${row.sheet}:${row.rowNo}  ${row.ruleSentence[language]}`,
  );
  if (!explain) return [...head, ...rows].join("\n");
  const reasons = story.decisions.flatMap((decision) => [
    `${decision.programmeTitle[language]}, ${decision.onDate}: ${standingWords[decision.standing][language]}`,
    ...decision.statements.map((statement) => {
      const from = statement.evidence.map((row) => fileOf.get(row as never) ?? row).join(", ");
      const law = statement.law === null ? "" : ` [${statement.law.parameter}]`;
      return `  ${marks[statement.holds]} ${statement.because[language]}${law}${from === "" ? "" : `  (${from})`}`;
    }),
    ...(decision.place === null ? [] : [`  ${decision.place.because[language]}`]),
  ]);
  return [...head, ...rows, ...reasons].join("\n");
}

const standingWords = {
  eligible: { id: "memenuhi syarat", en: "eligible" },
  "not-eligible": { id: "tidak memenuhi syarat", en: "not eligible" },
  "cannot-say": { id: "belum dapat dipastikan", en: "cannot say" },
} as const;
