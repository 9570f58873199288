import type { Duties } from "./load-duties.ts";

type Classes = Duties["classes"];

/** The class of a column, or null when nobody said what it is. A table's own word goes before the word for everywhere. */
function classOf(classes: Classes, table: string, column: string): string | null {
  const own = classes.tables[table];
  if (own === undefined) return null;
  return findClass(own, column) ?? findClass(classes.everywhere, column);
}

function findClass(
  columnsByClass: Readonly<Record<string, readonly string[]>>,
  column: string,
): string | null {
  const found = Object.entries(columnsByClass).find(([, columns]) => columns.includes(column));
  return found?.[0] ?? null;
}

/** Columns of a table by what they say of a person, those that say nothing of anybody left out. */
export function classesOfTable(
  classes: Classes,
  table: string,
  columns: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const byClass = new Map<string, string[]>();
  for (const column of columns) {
    const kind = classOf(classes, table, column);
    if (kind === null || kind === "none") continue;
    byClass.set(kind, [...(byClass.get(kind) ?? []), column]);
  }
  return byClass;
}

export interface SchemaColumn {
  readonly table: string;
  readonly column: string;
}

/** What the duties leave out or name wrongly, against the columns that the database has. */
export function findUnclassified(
  { classes, activities, retention }: Pick<Duties, "classes" | "activities" | "retention">,
  columns: readonly SchemaColumn[],
): readonly string[] {
  const known = new Set(columns.map(({ table }) => table));
  const named = new Set(activities.flatMap(({ tables }) => tables));
  const kinds = Object.keys(classes.classes);
  const written = [...Object.values(classes.tables), classes.everywhere].flatMap(Object.keys);
  return [
    ...columns
      .filter(({ table, column }) => classOf(classes, table, column) === null)
      .map(
        ({ table, column }) =>
          `${table}.${column}: say in src/privacy/duties/data-classes.yaml what it says of a person`,
      ),
    ...Object.keys(classes.tables)
      .filter((table) => !known.has(table))
      .map((table) => `${table}: stands in data-classes.yaml and not in the database`),
    ...[...known]
      .filter((table) => !named.has(table) && isAboutPeople(classes, table, columns))
      .map((table) => `${table}: is about people and in no activity of activities.yaml`),
    ...[...named].filter((table) => !known.has(table)).map((table) => `${table}: no such table`),
    ...written.filter((kind) => !kinds.includes(kind)).map((kind) => `${kind}: no such class`),
    ...activities
      .filter((activity) => retention[activity.retention] === undefined)
      .map((activity) => `${activity.code}: no retention rule ${activity.retention}`),
  ];
}

function isAboutPeople(classes: Classes, table: string, columns: readonly SchemaColumn[]): boolean {
  const own = columns.filter((one) => one.table === table).map(({ column }) => column);
  const kinds = [...classesOfTable(classes, table, own).keys()];
  return kinds.some((kind) => kind !== "official");
}
