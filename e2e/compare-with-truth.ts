import type pg from "pg";
import type { TruthLine } from "./test-city.ts";

/** A person as the flow found one, with the true persons whom the registry rows joined in it speak of. */
interface FoundPerson {
  readonly personId: string;
  readonly standing: string;
  readonly disability: string | null;
  readonly outcome: "chosen" | "waiting" | null;
  readonly refusedBy: readonly string[];
  readonly notKnown: readonly string[];
  readonly truth: readonly TruthLine[];
}

/** What was found, beside what is true. */
export interface Comparison {
  readonly truePersons: number;
  readonly found: readonly FoundPerson[];
  /** Found persons in which rows of several true persons were joined. */
  readonly mixed: number;
  /** True persons whose rows were left apart. */
  readonly split: number;
  readonly trueEligible: number;
}

/** Reads the only assessment and the only allocation there are, and lays the truth beside them. */
export async function compareWithTruth(
  admin: pg.Client,
  truth: readonly TruthLine[],
): Promise<Comparison> {
  const truthByRow = new Map(
    truth.map((line) => [rowKey(line["file"], line["sheet"], line["row"]), line]),
  );
  const rows = await admin.query<
    Record<"file_name" | "sheet" | "person_id", string> & { row_no: number }
  >(
    `select l.file_name, l.sheet, r.row_no, a.person_id
     from intake.record r join intake.load l using (regency_code, load_id)
     join resolution.published_assignment a using (regency_code, row_id)
     where r.source = 'p3ke' and a.person_id is not null`,
  );
  const trueByFound = new Map<string, Map<string, TruthLine>>();
  const foundByTrue = new Map<string, Set<string>>();
  for (const row of rows.rows) {
    const line = truthByRow.get(rowKey(row.file_name, row.sheet, row.row_no));
    if (line === undefined) throw new Error(`no truth for ${row.file_name}, row ${row.row_no}`);
    const id = line["person_id"] ?? "";
    entryOf(trueByFound, row.person_id, () => new Map<string, TruthLine>()).set(id, line);
    entryOf(foundByTrue, id, () => new Set<string>()).add(row.person_id);
  }
  const persons = await admin.query<Omit<FoundPerson, "truth">>(
    `select d.person_id as "personId", d.standing, d.disability, p.outcome, d.refused_by as "refusedBy", d.not_known as "notKnown"
     from eligibility.decision d left join allocation.place p using (regency_code, person_id)`,
  );
  const registered = new Map(
    truth.filter((line) => line["in_registry"] === "true").map((line) => [line["person_id"], line]),
  );
  return {
    truePersons: registered.size,
    found: persons.rows.map((person) => ({
      ...person,
      truth: [...(trueByFound.get(person.personId)?.values() ?? [])],
    })),
    mixed: [...trueByFound.values()].filter((lines) => lines.size > 1).length,
    split: [...foundByTrue.values()].filter((ids) => ids.size > 1).length,
    trueEligible: [...registered.values()].filter((line) => line["true_eligible"] === "true")
      .length,
  };
}

/** Whether something is true of a found person: of one of those whose rows were joined in it. */
export function isTrueOf(person: FoundPerson, column: "true_eligible" | "disabled"): boolean {
  return person.truth.some((line) => line[column] === "true");
}

function rowKey(
  file: string | undefined,
  sheet: string | undefined,
  row: string | number | undefined,
) {
  return `${file}/${sheet}/${row}`;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
