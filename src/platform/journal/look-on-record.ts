import type { Look, Transaction } from "../database/database.ts";
import type { Office } from "../office.ts";

/**
 * Looks at people, and answers only after the journal says who saw whom.
 *
 * The look itself is read only and of one instant, as ever; what was seen of whom is entered after it
 * by one statement of its own. If that cannot be written this throws, and nothing is shown. The same
 * look of the same actor within a minute is entered once.
 */
export async function lookOnRecord<T>(
  office: Office,
  work: (transaction: Transaction) => Promise<T>,
  looksOf: (answer: T) => readonly Look[],
): Promise<T> {
  const answer = await office.db.look(office.identity, work);
  const looks = looksOf(answer);
  if (looks.length > 0) await office.db.note(office.identity, looks);
  return answer;
}

/** The body of a look at a list: the ids of the persons whom it showed. */
export function personsIn(
  ids: readonly (string | null)[],
): Readonly<Record<string, readonly string[]>> {
  return { persons: ids.filter((id) => id !== null) };
}
