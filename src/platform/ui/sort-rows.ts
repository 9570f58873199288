export type SortDirection = "ascending" | "descending";

/**
 * Rows in the order of one column; equal rows keep the order they came in. What is not known comes
 * last in either direction.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  order: (row: Row) => number | string | null,
  direction: SortDirection,
): readonly Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows.toSorted((first, second) => {
    const [one, other] = [order(first), order(second)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * compare(one, other);
  });
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "id");
}
