import type { QueryResultRow } from "pg";
import type { Transaction } from "./database.ts";

let cursorCount = 0;

/** Reads a long answer in batches through a cursor, so that memory holds one batch at a time. */
export async function* readBatches<Row extends QueryResultRow>(
  transaction: Transaction,
  sql: string,
  parameters: readonly unknown[],
  batchSize = 10_000,
): AsyncGenerator<readonly Row[]> {
  cursorCount += 1;
  const cursor = `reading_${cursorCount}`;
  // All rows will be fetched: without this the planner prefers plans that are quick for the first tenth.
  await transaction.query("set local cursor_tuple_fraction = 1");
  await transaction.query(`declare ${cursor} no scroll cursor for ${sql}`, [...parameters]);
  for (;;) {
    const batch = await transaction.query<Row>(`fetch ${batchSize} from ${cursor}`);
    if (batch.rows.length > 0) yield batch.rows;
    if (batch.rows.length < batchSize) break;
  }
  await transaction.query(`close ${cursor}`);
}
