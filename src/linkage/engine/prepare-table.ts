import { assert } from "../../kernel/assert.ts";
import type { BlockCount, BlockIndex } from "../blocks/sort-blocks.ts";
import { dayIndex, dayIndexMax } from "../compare/code-comparators.ts";
import type { ComparableTable } from "../compare/make-comparators.ts";
import type { Crew } from "../crew/crew.ts";
import { tasksOver } from "../crew/jobs.ts";
import { hashText } from "../hash.ts";
import { layOutRows, makeIds } from "../prepare/arrange-rows.ts";
import { findCanonicalOrder } from "../prepare/canonical-order.ts";
import { type CodeValues, commonDayBit } from "../prepare/code-values.ts";
import { sharedInts } from "../prepare/growable.ts";
import { raritiesOf, sumOfSquares } from "../prepare/rarities.ts";
import type { TextValues } from "../prepare/text-values.ts";
import { isText, type LinkageSpec } from "../spec/spec.ts";
import type { Table, TextColumn } from "../table/text-column.ts";

/** A table that is ready to be linked, and how its records stand to the rows given. */
export interface PreparedTable {
  readonly table: ComparableTable;
  /** The given row of each record. */
  readonly order: Int32Array;
}

/** Reads all columns of the specification into rows of numbers in canonical order. */
export async function prepareTable(
  given: Table,
  spec: LinkageSpec,
  crew: Crew,
): Promise<PreparedTable> {
  const { count } = given;
  const headers = headersOf(spec);
  for (const header of headers)
    assert(given.columns[header], `the table has the column ${header} of the specification`);
  const first = sharedInts(count);
  const second = sharedInts(count);
  const columns = headers.flatMap((header) => given.columns[header] ?? []);
  await crew.run("hash", { columns, count, first, second }, tasksOver(count));
  const { texts, codes } = await readColumns(given, spec, crew);
  const order = findCanonicalOrder(localityOf(spec, codes), first, second);
  const layout = layOutRows(spec);
  const rows = sharedInts(count * layout.stride);
  const ids = makeIds(texts, count);
  const excused = spec.comparisons.flatMap(({ column, unlessSameAs }) =>
    unlessSameAs === null ? [] : [[column, unlessSameAs] as const],
  );
  const rare = spec.comparisons
    .filter(({ column }) => column in texts)
    .map(({ column, rarity }, place) => ({ column, order: place, rarity }))
    .filter(({ rarity }) => rarity);
  const input = { layout, order, texts, codes, excused, rare, rows, ids };
  await crew.run("arrange", input, tasksOver(count));
  return {
    order,
    table: {
      spec,
      count,
      stride: layout.stride,
      slots: layout.slots,
      headroomSlot: layout.headroomSlot,
      rows,
      texts: Object.fromEntries(
        Object.entries(texts).map(([name, values]) => [
          name,
          { ...values, ids: ids[name] ?? values.ids },
        ]),
      ),
      dayRarities: dayRaritiesOf(spec, codes),
      sources: spec.mode === "link" ? sourcesOf(given, spec, order) : null,
    },
  };
}

/** Every header that the linkage reads, once. */
export function headersOf(spec: LinkageSpec): readonly string[] {
  const all = [spec.id, spec.source, ...Object.values(spec.columns).map(({ from }) => from)];
  return [...new Set(all.filter((header) => header !== null))];
}

async function readColumns(given: Table, spec: LinkageSpec, crew: Crew) {
  const sizeOf = (name: string) => {
    const column = spec.columns[name];
    const bytes = given.columns[column?.from ?? ""]?.offsets[given.count] ?? 0;
    return column && isText(column.type) ? bytes * 10 : bytes;
  };
  // The longest first, so that no thread is left with it at the end.
  const names = Object.keys(spec.columns).sort((a, b) => sizeOf(b) - sizeOf(a));
  const input = { spec, columns: given.columns, count: given.count, names };
  const read = (await crew.run("read", input, names.length)).flat();
  const texts: Record<string, TextValues> = {};
  const codes: Record<string, CodeValues> = {};
  for (const name of Object.keys(spec.columns)) {
    const column = read.find((one) => one.name === name);
    if (column?.text) texts[name] = column.text;
    if (column?.code) codes[name] = column.code;
  }
  return { texts, codes };
}

/** Records of one place stand together: most pairs are of one place, and then both are in the cache. */
function localityOf(
  spec: LinkageSpec,
  codes: Readonly<Record<string, CodeValues>>,
): Int32Array | null {
  const place = Object.entries(spec.columns).find(([, { type }]) => type === "place");
  return place ? (codes[place[0]]?.words[0] ?? null) : null;
}

function dayRaritiesOf(spec: LinkageSpec, codes: Readonly<Record<string, CodeValues>>) {
  const days = Object.entries(spec.columns).filter(([, { type }]) => type === "day");
  return Object.fromEntries(days.map(([name]) => [name, raritiesOfDays(codes[name]?.words[0])]));
}

/** Common days are a level of their own, so each kind is weighed among its own. */
function raritiesOfDays(days: Int32Array | undefined): Int32Array {
  const common = new Int32Array(dayIndexMax);
  const plain = new Int32Array(dayIndexMax);
  let filled = 0;
  for (const day of days ?? []) {
    const at = dayIndex(day);
    if (day === 0 || at < 0 || at >= dayIndexMax) continue;
    const counts = (day & commonDayBit) !== 0 ? common : plain;
    counts[at] = (counts[at] ?? 0) + 1;
    filled += 1;
  }
  const rarities = raritiesOf(plain, sumOfSquares(plain), filled);
  raritiesOf(common, sumOfSquares(common), filled).forEach((one, at) => {
    if (one !== 0) rarities[at] = one;
  });
  return rarities;
}

function sourcesOf(given: Table, spec: LinkageSpec, order: Int32Array): Int32Array | null {
  const column = spec.source === null ? undefined : given.columns[spec.source];
  if (!column) return null;
  const sources = sharedInts(given.count);
  for (let record = 0; record < given.count; record += 1)
    sources[record] = sourceOf(column, order[record] ?? 0);
  return sources;
}

function sourceOf({ bytes, offsets }: TextColumn, row: number): number {
  return hashText(decoder.decode(bytes.slice(offsets[row] ?? 0, offsets[row + 1] ?? 0)));
}

const decoder = new TextDecoder();

/** Blocks of every rule, and what each would cost; with `marked`, only blocks that hold a marked record. */
export interface PreparedBlocks {
  readonly index: BlockIndex;
  readonly counts: readonly BlockCount[];
}

export async function prepareBlocks(
  table: ComparableTable,
  crew: Crew,
  largestMax: number,
  marked: Uint8Array | null,
): Promise<PreparedBlocks> {
  const { spec, count, rows, stride, slots, texts } = table;
  const rules = spec.blocking.length;
  const keys = sharedInts(count * rules);
  await crew.run("keys", { spec, rows, stride, slots, texts, keys }, tasksOver(count));
  const index = { rules, count, keys, order: sharedInts(count * rules), filled: sharedInts(rules) };
  const counts = (await crew.run("sort", { index, largestMax, marked }, rules)).flat();
  return { index, counts: counts.sort((a, b) => a.rule - b.rule) };
}
