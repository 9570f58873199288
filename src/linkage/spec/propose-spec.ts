import { KeyMaker } from "../blocks/block-keys.ts";
import type { Crew } from "../crew/crew.ts";
import { prepareTable } from "../engine/prepare-table.ts";
import { combine, hashBytes } from "../hash.ts";
import { readDay } from "../prepare/code-values.ts";
import { sharedInts } from "../prepare/growable.ts";
import { type Table, type TextColumn, TextColumnBuilder } from "../table/text-column.ts";
import {
  type BlockingRule,
  type ColumnSpec,
  type ColumnType,
  type ComparisonSpec,
  isText,
  type KeyPart,
  keyPartsOf,
  type LinkageSpec,
} from "./spec.ts";

export interface ProposalSettings {
  /** Headers that are not to be compared: notes, or the truth of a test. */
  readonly ignore?: readonly string[];
  /** The column that tells sources apart: then records of different sources are linked. */
  readonly source?: string;
}

/** Rows that a proposal looks at; of more, those whose content hashes lowest. */
const rowsMax = 40_000;

/**
 * A specification made from the columns themselves: what they are by header and content, compared by
 * the usual levels, blocked by the keys that cost least for what they find. A beginning to be read and mended.
 */
export async function proposeSpec(
  table: Table,
  crew: Crew,
  settings: ProposalSettings = {},
): Promise<LinkageSpec> {
  const sample = sampleRows(table);
  const ignored = new Set([...(settings.ignore ?? []), settings.source]);
  const headers = Object.keys(table.columns).filter((header) => !ignored.has(header));
  const id = headers.find((header) => isId(header, table.columns[header], table.count)) ?? null;
  const isIndonesian = headers.some((header) => indonesianHeader.test(header));
  const columns: Record<string, ColumnSpec> = {};
  for (const header of headers) {
    const column = sample.columns[header];
    const type = header === id || !column ? null : typeOf(header, column, sample.count);
    if (type === null || Object.keys(columns).length === comparisonsMax) continue;
    columns[nameOf(header, columns)] = plainColumn(type, header, isIndonesian);
  }
  tieNik(columns);
  const ordered = orderColumns(columns);
  const draft: LinkageSpec = {
    version: 1,
    id,
    source: settings.source ?? null,
    mode: settings.source === undefined ? "dedupe" : "link",
    columns: ordered,
    comparisons: Object.keys(ordered).map((name) => comparisonOf(name, ordered)),
    blocking: [],
    related: relatedOf(ordered),
  };
  const blocking = await chooseBlocking(draft, sample, table.count, crew);
  return { ...draft, blocking };
}

const comparisonsMax = 16;
const indonesianHeader = /(^|[_ ])(nama|nik|alamat|lahir|ibu|kk|kelurahan|desa|kecamatan|jenis)/i;

function sampleRows(table: Table): Table {
  if (table.count <= rowsMax) return table;
  const all = Object.values(table.columns);
  const limit = (rowsMax / table.count) * 4_294_967_296;
  const rows: number[] = [];
  for (let row = 0; row < table.count; row += 1) {
    let hash = 1;
    for (const { bytes, offsets } of all)
      hash = combine(hash, hashBytes(bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0));
    if (hash >>> 0 < limit) rows.push(row);
  }
  const columns = Object.entries(table.columns).map(([header, column]) => {
    const builder = new TextColumnBuilder();
    for (const row of rows)
      builder.add(decoder.decode(column.bytes.slice(column.offsets[row], column.offsets[row + 1])));
    return [header, builder.finish()];
  });
  return { count: rows.length, columns: Object.fromEntries(columns) };
}

const decoder = new TextDecoder();

const idHeader = /^(id|no|nomor|row|rec(ord)?[_ ]?id|unique[_ ]?id|row[_ ]?id|uuid|.*[_ ]uid)$/i;

/** An id is filled in every row and never twice. */
function isId(header: string, column: TextColumn | undefined, count: number): boolean {
  if (!column || !idHeader.test(header.trim())) return false;
  const seen = new Set<string>();
  for (let row = 0; row < count; row += 1) {
    const cell = decoder.decode(column.bytes.slice(column.offsets[row], column.offsets[row + 1]));
    if (cell === "" || seen.has(cell)) return false;
    seen.add(cell);
  }
  return true;
}

/** What a column seems to be; null when there is nothing in it to compare. */
function typeOf(header: string, column: TextColumn, count: number): ColumnType | null {
  const facts = describeColumn(column, count);
  if (facts.filled < Math.max(2, count * 0.01) || facts.distinct < 2) return null;
  const share = (part: number) => part / facts.filled;
  if (share(facts.days) > 0.8) return "day";
  if (/(^|[_ .])nik/i.test(header) && facts.meanLength > 10) return "nik";
  if (share(facts.digits) > 0.85) {
    if (/(kode|code|village|wilayah|kemendagri|kemdagri|bps)/i.test(header) && facts.meanLength > 9)
      return "place";
    return facts.meanLength >= 3.5 ? "digits" : "category";
  }
  if (/(alamat|address|street|jalan)/i.test(header)) return "address";
  if (/(nama|name|ibu|ayah|mother|father|kepala|head)/i.test(header)) return "name";
  if (facts.distinct <= Math.max(12, facts.filled * 0.002) && facts.meanLength < 20)
    return "category";
  return facts.meanLength > 80 ? null : "text";
}

function describeColumn({ bytes, offsets }: TextColumn, count: number) {
  const seen = new Set<number>();
  const facts = { filled: 0, digits: 0, days: 0, length: 0 };
  for (let row = 0; row < count; row += 1) {
    const from = offsets[row] ?? 0;
    const to = offsets[row + 1] ?? 0;
    if (to <= from) continue;
    facts.filled += 1;
    facts.length += to - from;
    seen.add(hashBytes(bytes, from, to));
    let isNumber = true;
    for (let at = from; at < to && isNumber; at += 1) {
      const byte = bytes[at] ?? 0;
      isNumber = (byte >= 48 && byte <= 57) || byte === 32 || byte === 39 || byte === 46;
    }
    if (isNumber) facts.digits += 1;
    if (readDay(bytes, from, to) !== 0) facts.days += 1;
  }
  const meanLength = facts.filled === 0 ? 0 : facts.length / facts.filled;
  return { ...facts, distinct: seen.size, meanLength };
}

/** Dots part a column from its part in blocking rules, so a name has none. */
function nameOf(header: string, taken: Readonly<Record<string, unknown>>): string {
  const plain = header.trim().replace(/[.\s]+/g, "_") || "column";
  let name = plain;
  for (let number = 2; name in taken; number += 1) name = `${plain}_${number}`;
  return name;
}

function plainColumn(type: ColumnType, from: string, isIndonesian: boolean): ColumnSpec {
  return {
    type,
    from,
    language: isIndonesian && (type === "name" || type === "address") ? "id" : "none",
    levels: type === "place" ? [4, 6, 10] : [],
    elseFrom: null,
    birthDate: null,
    sex: null,
    place: null,
  };
}

/** A NIK is held against birth date, sex and place where the table has them, and states a missing date. */
function tieNik(columns: Record<string, ColumnSpec>): void {
  const find = (type: ColumnType, pattern: RegExp) =>
    Object.keys(columns).find((name) => columns[name]?.type === type && pattern.test(name)) ?? null;
  const nik = find("nik", /./);
  const birthDate = find("day", /(lahir|birth|dob)/i);
  const own = nik === null ? undefined : columns[nik];
  if (nik === null || own === undefined) return;
  columns[nik] = {
    ...own,
    birthDate,
    sex: find("category", /(sex|kelamin|gender|jk)/i),
    place: find("place", /./),
  };
  const day = birthDate === null ? undefined : columns[birthDate];
  if (birthDate !== null && day) columns[birthDate] = { ...day, elseFrom: nik };
}

/** What costs least to compare first, and what others are given before them. */
function orderColumns(columns: Readonly<Record<string, ColumnSpec>>): Record<string, ColumnSpec> {
  const rank: readonly ColumnType[] = [
    "day",
    "place",
    "category",
    "nik",
    "digits",
    "name",
    "text",
    "address",
  ];
  const entries = Object.entries(columns);
  return Object.fromEntries(
    entries.toSorted(([, a], [, b]) => rank.indexOf(a.type) - rank.indexOf(b.type)),
  );
}

function comparisonOf(name: string, columns: Readonly<Record<string, ColumnSpec>>): ComparisonSpec {
  const column = columns[name];
  const isNik = column?.type === "nik";
  const own = Object.keys(columns).find(
    (other) =>
      columns[other]?.type === "name" && !/(ibu|ayah|mother|father|kepala|head)/i.test(other),
  );
  const isHead = /(kepala|head)/i.test(name) && column?.type === "name";
  return {
    name,
    column: name,
    levels: null,
    unlessSameAs: isHead && own !== undefined ? own : null,
    given: [
      ...(isNik && column.birthDate
        ? [{ comparison: column.birthDate, atLeast: "equal-common-day" }]
        : []),
      ...(isNik && column.place ? [{ comparison: column.place, atLeast: "same-6" }] : []),
    ],
    rarity: column !== undefined && (isText(column.type) || column.type === "day"),
  };
}

/** Where a family shows itself by its card, mother or head, its members are a class of their own. */
function relatedOf(columns: Readonly<Record<string, ColumnSpec>>): readonly string[] {
  const names = Object.keys(columns);
  const isFamily = (name: string) =>
    /(^|[_ ])(kk|no_?kk)($|[_ ])|famil|keluarga|household|ibu|mother|kepala|head/i.test(name);
  if (!names.some(isFamily)) return [];
  const isPlace = (name: string) =>
    columns[name]?.type === "place" ||
    columns[name]?.type === "address" ||
    /(desa|kelurahan|kecamatan|village|suburb|city|rt|rw)$/i.test(name);
  return names.filter((name) => isFamily(name) || isPlace(name));
}

const rulesMax = 24;

/** A single key where it is rare enough, else the broadest pairs of keys that stay within the budget. */
async function chooseBlocking(
  draft: LinkageSpec,
  sample: Table,
  count: number,
  crew: Crew,
): Promise<readonly BlockingRule[]> {
  const parts = Object.entries(draft.columns).flatMap(([column, spec]) =>
    keyPartsOf(spec).map((part) => ({ column, part })),
  );
  const keys = await keysOfParts(draft, parts, sample, crew);
  const scale = (count / Math.max(1, sample.count)) ** 2;
  // A small table is looked at broadly, a large one in proportion to its records.
  const budget = Math.max(4 * count, Math.min(60 * count, 400_000));
  const single = parts.map((_, at) => countPairs(keys, [at], sample.count) * scale);
  const rules: { readonly parts: readonly number[]; readonly pairs: number }[] = [];
  for (const column of Object.keys(draft.columns)) {
    const own = parts.flatMap((part, at) => (part.column === column ? [at] : []));
    const affordable = own.filter((at) => (single[at] ?? 0) <= budget && (single[at] ?? 0) > 0);
    const broadest = affordable.toSorted((a, b) => (single[b] ?? 0) - (single[a] ?? 0))[0];
    if (broadest !== undefined) {
      rules.push({ parts: [broadest], pairs: single[broadest] ?? 0 });
      if (sample.count > 20_000 || budget < 60 * count) continue;
    }
    const others = parts.flatMap((part, at) => (part.column > column ? [at] : []));
    const pairs = own.flatMap((one) =>
      others.map((other) => ({
        parts: [one, other],
        pairs: countPairs(keys, [one, other], sample.count) * scale,
      })),
    );
    rules.push(...pickBroadest(pairs, parts, budget));
  }
  return keepBest(rules, rulesMax).map((rule) => ({
    parts: rule.parts.flatMap((at) => parts[at] ?? []),
  }));
}

async function keysOfParts(
  draft: LinkageSpec,
  parts: readonly KeyPart[],
  sample: Table,
  crew: Crew,
): Promise<Int32Array> {
  const spec = { ...draft, blocking: parts.map((part) => ({ parts: [part] })) };
  const { table } = await prepareTable(sample, spec, crew);
  const { rows, stride, slots, texts } = table;
  const keys = sharedInts(sample.count * parts.length);
  new KeyMaker({ spec, rows, stride, slots, texts, keys }).make(0, sample.count);
  return keys;
}

/** Pairs that share all keys. */
function countPairs(keys: Int32Array, parts: readonly number[], count: number): number {
  const width = keys.length / Math.max(1, count);
  const sizes = new Map<number, number>();
  for (let record = 0; record < count; record += 1) {
    let hash = 7;
    for (const part of parts) {
      const key = keys[record * width + part] ?? 0;
      hash = key === 0 || hash === 0 ? 0 : combine(hash, key);
    }
    if (hash !== 0) sizes.set(hash, (sizes.get(hash) ?? 0) + 1);
  }
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}

interface PricedRule {
  readonly parts: readonly number[];
  readonly pairs: number;
}

/** For each pair of columns the broadest rule within the budget. */
function pickBroadest(
  rules: readonly PricedRule[],
  parts: readonly KeyPart[],
  budget: number,
): readonly PricedRule[] {
  const best = new Map<string, PricedRule>();
  for (const rule of rules) {
    if (rule.pairs > budget || rule.pairs === 0) continue;
    const columns = rule.parts.map((at) => parts[at]?.column).join(" ");
    if ((best.get(columns)?.pairs ?? 0) < rule.pairs) best.set(columns, rule);
  }
  return [...best.values()];
}

/** Singles first, then the broadest; a rule that finds next to nothing is not worth its key. */
function keepBest(rules: readonly PricedRule[], most: number): readonly PricedRule[] {
  const ranked = rules.toSorted((a, b) => a.parts.length - b.parts.length || b.pairs - a.pairs);
  return ranked.slice(0, most);
}
