import { parse, YAMLParseError } from "yaml";
import type { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import {
  type ColumnSpec,
  type ComparisonSpec,
  type GivenLevel,
  isText,
  type KeyPart,
  keyPartsOf,
  type LinkageSpec,
  levelNamesOf,
  type TextCondition,
} from "./spec.ts";
import { type WrittenSpec, writtenSpecSchema } from "./written-spec.ts";

export interface SpecFault {
  /** Where: `columns.nik.type`, `blocking.3`. */
  readonly path: string;
  readonly message: string;
}

export interface SpecRefused {
  readonly type: "SpecFaulty";
  readonly faults: readonly SpecFault[];
}

/** Reads a specification from YAML or JSON text; all faults are told together. */
export function parseSpec(text: string): Result<LinkageSpec, SpecRefused> {
  try {
    return readSpec(parse(text));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const message = error.message.split("\n")[0] ?? "";
    return refuse({ type: "SpecFaulty", faults: [{ path: "", message }] });
  }
}

/** Reads a specification from a parsed document. */
export function readSpec(document: unknown): Result<LinkageSpec, SpecRefused> {
  const read = writtenSpecSchema.safeParse(document);
  if (!read.success)
    return refuse({ type: "SpecFaulty", faults: read.error.issues.map(faultOfIssue) });
  const faults: SpecFault[] = [];
  const spec = specOf(read.data, (path, message) => faults.push({ path, message }));
  return faults.length === 0 ? ok(spec) : refuse({ type: "SpecFaulty", faults });
}

function faultOfIssue({ path, message }: z.core.$ZodIssue): SpecFault {
  return { path: path.join("."), message };
}

type Blame = (path: string, message: string) => void;

function specOf(written: WrittenSpec, blame: Blame): LinkageSpec {
  const mode = written.mode ?? "dedupe";
  if (mode === "link" && written.source === undefined)
    blame("source", "to link sources, name the column that tells them apart");
  const columns = Object.fromEntries(
    Object.entries(written.columns).map(([name, column]) => [
      name,
      columnOf(name, column, written, blame),
    ]),
  );
  const comparisons = comparisonsOf(written, columns, blame);
  const names = new Set(comparisons.map(({ name }) => name));
  for (const name of written.related ?? [])
    if (!names.has(name)) blame("related", `there is no comparison "${name}"`);
  return {
    version: 1,
    id: written.id ?? null,
    source: written.source ?? null,
    mode,
    columns,
    comparisons,
    blocking: written.blocking.map((parts, at) => ({
      parts: parts.map((part) => keyPartOf(part, `blocking.${at}`, columns, blame)),
    })),
    related: written.related ?? [],
  };
}

function columnOf(
  name: string,
  column: WrittenSpec["columns"][string],
  written: WrittenSpec,
  blame: Blame,
): ColumnSpec {
  if (name.includes(".")) blame(`columns.${name}`, "a column's name may hold no dot");
  if (column.type === "place" && column.levels === undefined)
    blame(`columns.${name}.levels`, "say the lengths of the wider places, e.g. [4, 6, 10]");
  const refer = (key: "else_from" | "birth_date" | "sex" | "place", types: readonly string[]) => {
    const other = column[key];
    if (other === undefined) return null;
    const type = written.columns[other]?.type;
    if (type === undefined) blame(`columns.${name}.${key}`, `there is no column "${other}"`);
    else if (!types.includes(type))
      blame(`columns.${name}.${key}`, `"${other}" must be of type ${types.join(" or ")}`);
    return other;
  };
  return {
    type: column.type,
    from: column.from ?? name,
    language: column.language ?? "none",
    levels: column.levels ?? [],
    elseFrom: refer("else_from", ["nik"]),
    birthDate: refer("birth_date", ["day"]),
    sex: refer("sex", ["category"]),
    place: refer("place", ["place", "digits"]),
  };
}

function comparisonsOf(
  written: WrittenSpec,
  columns: Readonly<Record<string, ColumnSpec>>,
  blame: Blame,
): readonly ComparisonSpec[] {
  const done: ComparisonSpec[] = [];
  written.comparisons.forEach((one, at) => {
    const path = `comparisons.${at}`;
    const whole = typeof one === "string" ? { name: one } : one;
    const columnName = whole.column ?? whole.name;
    const column = columns[columnName];
    if (done.some(({ name }) => name === whole.name))
      blame(path, `there are two comparisons "${whole.name}"`);
    if (column === undefined) {
      blame(path, `there is no column "${columnName}"`);
      return;
    }
    if (whole.levels !== undefined && !isText(column.type))
      blame(`${path}.levels`, `levels are written for texts; "${columnName}" is ${column.type}`);
    if (whole.unless_same_as !== undefined) {
      const other = columns[whole.unless_same_as];
      if (other === undefined || !isText(other.type) || !isText(column.type))
        blame(`${path}.unless_same_as`, "must be another text column");
    }
    done.push({
      name: whole.name,
      column: columnName,
      levels: whole.levels?.map((level) => conditionsOf(level, `${path}.levels`, blame)) ?? null,
      unlessSameAs: whole.unless_same_as ?? null,
      given: (whole.given ?? []).flatMap(
        (given) => givenOf(given, `${path}.given`, done, columns, blame) ?? [],
      ),
      rarity: whole.rarity ?? (isText(column.type) || column.type === "day"),
    });
  });
  return done;
}

function conditionsOf(
  level: string | readonly string[],
  path: string,
  blame: Blame,
): readonly TextCondition[] {
  return [level].flat().flatMap((written): readonly TextCondition[] => {
    const [is = "", least] = written.trim().split(/\s+/);
    if ((is === "similar" || is === "alike") && Number(least) > 0 && Number(least) <= 1)
      return [{ is, least: Number(least) }];
    if (isPlainCondition(is) && least === undefined) return [{ is }];
    blame(
      path,
      `"${written}" is no condition; known: ${plainConditions.join(", ")}, similar 0.92, alike 0.85`,
    );
    return [];
  });
}

const plainConditions = [
  "exact",
  "spelling",
  "words",
  "within",
  "rare-within",
  "nearly-within",
  "shares-rare",
] as const;

function isPlainCondition(word: string): word is (typeof plainConditions)[number] {
  return plainConditions.some((one) => one === word);
}

/** `birth_date >= equal-common-day`: of a comparison before this one, and an exact one. */
function givenOf(
  written: string,
  path: string,
  before: readonly ComparisonSpec[],
  columns: Readonly<Record<string, ColumnSpec>>,
  blame: Blame,
): GivenLevel | null {
  const [, name = "", atLeast = ""] = /^(\S+)\s*>=\s*(\S+)$/.exec(written.trim()) ?? [];
  const other = before.find((one) => one.name === name);
  const column = other ? columns[other.column] : undefined;
  if (!other || !column) {
    blame(path, `"${written}": write "comparison >= level" of a comparison that stands before`);
    return null;
  }
  if (isText(column.type)) {
    blame(path, `"${name}" is a text; only days, numbers, categories and places can be given`);
    return null;
  }
  const levels = levelNamesOf(other, column);
  if (!levels.includes(atLeast))
    blame(path, `"${name}" has no level "${atLeast}"; it has ${levels.join(", ")}`);
  return { comparison: name, atLeast };
}

function keyPartOf(
  written: string,
  path: string,
  columns: Readonly<Record<string, ColumnSpec>>,
  blame: Blame,
): KeyPart {
  const [name = "", part] = written.split(".");
  const column = columns[name];
  if (column === undefined) {
    blame(path, `there is no column "${name}"`);
    return { column: name, part: part ?? "" };
  }
  const parts = keyPartsOf(column);
  const chosen = part ?? parts[0] ?? "";
  if (!parts.includes(chosen))
    blame(path, `"${name}" has no part "${chosen}"; it has ${parts.join(", ")}`);
  return { column: name, part: chosen };
}

/** The specification as a document that `readSpec` reads back to the same. */
export function writeSpec(spec: LinkageSpec): WrittenSpec {
  return {
    linkage: 1,
    mode: spec.mode,
    ...(spec.id === null ? {} : { id: spec.id }),
    ...(spec.source === null ? {} : { source: spec.source }),
    columns: Object.fromEntries(
      Object.entries(spec.columns).map(([name, column]) => [name, writeColumn(name, column)]),
    ),
    comparisons: spec.comparisons.map((one) => writeComparison(one, spec)),
    blocking: spec.blocking.map(({ parts }) =>
      parts.map(({ column, part }) => `${column}.${part}`),
    ),
    ...(spec.related.length === 0 ? {} : { related: [...spec.related] }),
  };
}

function writeColumn(name: string, column: ColumnSpec): WrittenSpec["columns"][string] {
  return {
    type: column.type,
    ...(column.from === name ? {} : { from: column.from }),
    ...(column.language === "none" ? {} : { language: column.language }),
    ...(column.levels.length === 0 ? {} : { levels: [...column.levels] }),
    ...(column.elseFrom === null ? {} : { else_from: column.elseFrom }),
    ...(column.birthDate === null ? {} : { birth_date: column.birthDate }),
    ...(column.sex === null ? {} : { sex: column.sex }),
    ...(column.place === null ? {} : { place: column.place }),
  };
}

function writeComparison(one: ComparisonSpec, spec: LinkageSpec) {
  const column = spec.columns[one.column];
  const usual = column !== undefined && (isText(column.type) || column.type === "day");
  const written = {
    name: one.name,
    ...(one.column === one.name ? {} : { column: one.column }),
    ...(one.levels === null
      ? {}
      : {
          levels: one.levels.map((level) =>
            level.map((condition) =>
              "least" in condition ? `${condition.is} ${condition.least}` : condition.is,
            ),
          ),
        }),
    ...(one.unlessSameAs === null ? {} : { unless_same_as: one.unlessSameAs }),
    ...(one.given.length === 0
      ? {}
      : { given: one.given.map(({ comparison, atLeast }) => `${comparison} >= ${atLeast}`) }),
    ...(one.rarity === usual ? {} : { rarity: one.rarity }),
  };
  return Object.keys(written).length === 1 ? one.name : written;
}
