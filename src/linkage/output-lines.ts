import { probabilityOf } from "./engine/estimate-quality.ts";
import type { LinkageResult } from "./engine/link-records.ts";
import type { LinkageSpec } from "./spec/spec.ts";
import { cellOf, type Table } from "./table/text-column.ts";

/** What a row is called in the files written: its source and id, or its number from 1. */
function namesOf(table: Table, spec: LinkageSpec): (row: number) => readonly string[] {
  const id = spec.id === null ? undefined : table.columns[spec.id];
  const source = spec.source === null ? undefined : table.columns[spec.source];
  return (row) => [
    ...(source ? [cellOf(source, row)] : []),
    id ? cellOf(id, row) : String(row + 1),
  ];
}

function headOf(spec: LinkageSpec): readonly string[] {
  return [...(spec.source === null ? [] : [spec.source]), spec.id ?? "row"];
}

/**
 * `cluster,size,id` for every row. A cluster is named by the first of its rows by name, and lines are in
 * order of clusters and rows, so that the file does not tell in which order the rows came.
 */
export function* clusterLines(
  table: Table,
  spec: LinkageSpec,
  { clusters }: LinkageResult,
): Iterable<string> {
  const nameOf = namesOf(table, spec);
  const isNumbered = spec.id === null;
  const members = new Map<number, { readonly key: string; readonly row: number }[]>();
  for (let row = 0; row < table.count; row += 1) {
    const own = members.get(clusters[row] ?? 0);
    const key = isNumbered ? String(row).padStart(10, "0") : nameOf(row).join("\u0000");
    if (own) own.push({ key, row });
    else members.set(clusters[row] ?? 0, [{ key, row }]);
  }
  const ordered = [...members.values()].map((own) => own.sort(byKey));
  ordered.sort((a, b) => byKey(a[0], b[0]));
  yield toCsv(["cluster", "size", ...headOf(spec)]);
  for (const own of ordered) {
    const [first] = own;
    const name = nameOf(first?.row ?? 0).join(":");
    for (const { row } of own) yield toCsv([name, String(own.length), ...nameOf(row)]);
  }
}

function byKey(a: { readonly key: string } | undefined, b: { readonly key: string } | undefined) {
  const one = a?.key ?? "";
  const other = b?.key ?? "";
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Pairs with their weight in bits and the probability that it states, the strongest first. */
export function* pairLines(
  table: Table,
  spec: LinkageSpec,
  { edges }: LinkageResult,
): Iterable<string> {
  const nameOf = namesOf(table, spec);
  const head = headOf(spec);
  const lines: { readonly score: number; readonly key: string }[] = [];
  for (let at = 0; at < edges.left.length; at += 1) {
    const pair = [nameOf(edges.left[at] ?? 0), nameOf(edges.right[at] ?? 0)].map(toCsv).sort();
    lines.push({ score: edges.score[at] ?? 0, key: pair.join(",") });
  }
  lines.sort((a, b) => b.score - a.score || byKey(a, b));
  yield toCsv([
    ...head.map((one) => `${one}_l`),
    ...head.map((one) => `${one}_r`),
    "weight_bits",
    "probability",
  ]);
  for (const { score, key } of lines)
    yield `${key},${(score / 1000).toFixed(3)},${probabilityOf(score).toFixed(4)}`;
}

function toCsv(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}
