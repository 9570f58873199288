import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createPlaceNames, findRegency } from "../areas/index.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { enterInJournal } from "../platform/database/database.ts";
import { type EntryFilter, readEntries } from "../platform/journal/journal.ts";
import type { Office } from "../platform/office.ts";
import { writeWorkbook } from "../platform/spreadsheet/server.ts";
import {
  breachLetters,
  createExposures,
  type Exposure,
  isExposing,
  isOfMany,
  personsOf,
  tellFields,
} from "./breach.ts";
import { classesOfTable } from "./classify.ts";
import { loadDuties } from "./load-duties.ts";
import { listColumns, listPersons, listPersonsIn, listPersonsSent, type Persons } from "./store.ts";

export interface BreachRequest {
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  /** Actors, or browsers (a stolen session), whose looks count; none: everybody's. */
  readonly actors: readonly string[];
  readonly devices: readonly string[];
  /** Tables that were taken whole. */
  readonly tables: readonly string[];
  readonly outDir: string;
}

export interface BreachReport {
  readonly persons: number;
  readonly entries: number;
  readonly files: readonly string[];
}

/** Whose data, which fields, when, by whom: from the journal, as a workbook and the letters of art. 46. */
export async function exportBreach(office: Office, request: BreachRequest): Promise<BreachReport> {
  const { exposures, persons, entries } = await collect(office, request);
  await mkdir(request.outDir, { recursive: true, mode: 0o700 });
  const workbook = path.join(request.outDir, "siapa-terdampak.xlsx");
  const letters = ["id", "en"] as const;
  const files = letters.map((language) => path.join(request.outDir, `surat-${language}.txt`));
  await office.db.act(office.identity, (transaction) =>
    enterInJournal(transaction, office.identity, {
      act: "privacy.breach-exported",
      subject: "breach",
      body: { entries, people: exposures.length, tables: request.tables },
    }),
  );
  await writeWorkbook(
    workbook,
    [
      {
        name: "Terdampak",
        rows: sheetRows(office.identity.regencyCode, exposures, persons),
      },
    ],
    { freezeRows: 1 },
  );
  for (const [index, language] of letters.entries()) {
    const fields = new Set(exposures.flatMap((one) => [...one.fields]));
    const facts = {
      city: findRegency(office.identity.regencyCode)?.name ?? office.identity.regencyCode,
      from: request.from ?? "…",
      to: request.to ?? "…",
      persons: exposures.length,
      fields: tellFields(fields, language).split(", "),
      actors: [...new Set(exposures.flatMap((one) => [...one.actors]))].sort(),
      entries,
    };
    await writeFile(files[index] ?? "", breachLetters(facts)[language], { mode: 0o600 });
  }
  return { persons: exposures.length, entries, files: [workbook, ...files] };
}

async function collect(office: Office, request: BreachRequest) {
  return await office.db.look(office.identity, async (transaction) => {
    const exposures = createExposures();
    let entries = 0;
    for (const filter of filtersOf(request)) {
      const many: {
        readonly act: string;
        readonly at: string;
        readonly actorName: string;
        readonly subject: Uuid;
      }[] = [];
      for await (const batch of readEntries(transaction, filter))
        for (const entry of batch) {
          if (!isExposing(entry.act)) continue;
          entries += 1;
          if (isOfMany(entry)) many.push({ ...entry, subject: entry.subject as Uuid });
          else exposures.add(entry, personsOf(entry));
        }
      for (const entry of many)
        exposures.add(entry, await listPersonsSent(transaction, entry.subject));
    }
    const { classes } = loadDuties();
    const columns = await listColumns(transaction);
    for (const table of request.tables) {
      const own = columns.filter((one) => one.table === table).map(({ column }) => column);
      const kinds = [...classesOfTable(classes, table, own).keys()];
      exposures.addTable(table, await listPersonsIn(transaction, table), kinds, request.to ?? "");
    }
    const list = exposures.list();
    const persons = await listPersons(
      transaction,
      list.map((one) => one.personId),
    );
    return { exposures: list, persons, entries };
  });
}

/** One reading a suspect; one for everybody when nobody is named and no table was taken. */
function filtersOf({ from, to, actors, devices, tables }: BreachRequest): readonly EntryFilter[] {
  const range = { act: null, subject: null, from, to };
  const named = [
    ...actors.map((actor) => ({ ...range, actor, device: null })),
    ...devices.map((device) => ({ ...range, actor: null, device })),
  ];
  return named.length > 0 || tables.length > 0 ? named : [{ ...range, actor: null, device: null }];
}

function* sheetRows(
  regencyCode: string,
  exposures: readonly Exposure[],
  persons: readonly Persons[],
): Generator<readonly string[]> {
  const names = createPlaceNames(regencyCode);
  const byId = new Map(persons.map((one) => [one.personId as string, one]));
  yield [
    "NOMOR ANGGOTA",
    "NAMA",
    "KELURAHAN",
    "DATA YANG TERUNGKAP",
    "PERTAMA (UTC)",
    "TERAKHIR (UTC)",
    "KALI",
    "OLEH",
  ];
  for (const one of exposures) {
    const person = byId.get(one.personId);
    yield [
      person?.memberNumber ?? one.personId,
      person?.name ?? "",
      person?.kelurahanCode ? names.kelurahanName(person.kelurahanCode) : "",
      tellFields(one.fields, "id"),
      one.firstAt,
      one.lastAt,
      String(one.times),
      [...one.actors].sort().join(", "),
    ];
  }
}
