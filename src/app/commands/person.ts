import type { Command } from "commander";
import type { Uuid } from "../../kernel/uuid.ts";
import { type CommandLine, CommandRefused } from "../../platform/command-line.ts";
import { lookOnRecord } from "../../platform/journal/look-on-record.ts";
import type { Office } from "../../platform/office.ts";
import { unmaskPurposes } from "../../privacy/index.ts";
import { describeUnmaskRefusal, unmaskNik } from "../../privacy/server.ts";
import { findPersonId } from "../../resolution/server.ts";
import { type PersonStory, readPersonStory } from "../person-story.ts";

export function mountPersonCommand(program: Command, line: CommandLine): void {
  program
    .command("person")
    .argument("<id-or-nik>", "person id, member number or 16-digit NIK")
    .description("Tunjukkan seseorang / show one person; NIK is masked")
    .option("--unmask", "show the whole NIK; needs --purpose, and is recorded", false)
    .option("--purpose <purpose>", `what for: ${unmaskPurposes.join(", ")}; or words of your own`)
    .option("--explain", "why eligible or not, with evidence rows and law values", false)
    .addHelpText("after", "\nExample:\n  payung person 7371-0ABCD-EFGHJ-K --explain")
    .action(async (written: string, options: PersonOptions, command: Command) => {
      const { story, nik } = await line.withOffice(command, async (office) => {
        const found = await lookOnRecord(
          office,
          async (transaction) => {
            const personId = await findPersonId(office, transaction, written);
            return personId === null ? null : await readPersonStory(office, transaction, personId);
          },
          (seen) =>
            seen === null ? [] : [{ act: "person.seen", subject: seen.person.personId, body: {} }],
        );
        const wanted = found !== null && options.unmask;
        return { story: found, nik: wanted ? await unmask(office, found, options.purpose) : null };
      });
      if (story === null) {
        throw new CommandRefused(
          { type: "NoSuchPerson" },
          {
            id: "Tidak ada orang dengan nomor itu. Periksa nomornya; NIK harus 16 angka, nomor anggota seperti 7371-0ABCD-EFGHJ-K.",
            en: "Nobody has that number. Check it; a NIK has 16 digits, a member number looks like 7371-0ABCD-EFGHJ-K.",
          },
        );
      }
      const shown = options.explain ? story : { person: story.person };
      const told = tellStory(story, line, options.explain);
      line.answer(
        nik === null ? shown : { ...shown, nik },
        nik === null ? told : `${told}\n  NIK ${nik}`,
      );
    });
}

interface PersonOptions {
  readonly explain: boolean;
  readonly unmask: boolean;
  readonly purpose?: string;
}

async function unmask(office: Office, story: PersonStory, purpose = ""): Promise<string> {
  const known = unmaskPurposes.find((one) => one === purpose);
  const answer = await unmaskNik(office, {
    personId: story.person.personId as Uuid,
    purpose: known ?? "other",
    words: known === undefined ? purpose : "",
  });
  if (!answer.ok) throw new CommandRefused(answer.error, describeUnmaskRefusal(answer.error));
  return answer.value;
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
