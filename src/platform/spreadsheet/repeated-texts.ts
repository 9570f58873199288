const TEXTS_MAX = 50_000;
const CHARACTERS_MAX = 80;
/** A column is judged after this many texts: repeating ones use the table, others stay inline. */
const TRIAL = 200;

/**
 * The table of texts that a workbook writes once and points to.
 *
 * It pays for columns of few values (a sub-district, a job) and costs for columns of many (names,
 * NIKs), so each column of a sheet is tried and leaves the table when more than half of its texts
 * were new. What goes where depends on the texts alone, so the bytes are the same every time.
 */
export class RepeatedTexts {
  /** How often the workbook points to the table. */
  uses = 0;
  private readonly indexes = new Map<string, number>();
  private columns: { asked: number; added: number }[] = [];

  startSheet(): void {
    this.columns = [];
  }

  /** The table's index of a text, or null when it is better written in its cell. */
  findIndex(text: string, column: number): number | null {
    if (text.length > CHARACTERS_MAX) return null;
    const tally = this.tallyOf(column);
    if (tally.asked >= TRIAL && tally.added * 2 > tally.asked) return null;
    tally.asked++;
    let index = this.indexes.get(text);
    if (index === undefined) {
      tally.added++;
      if (this.indexes.size >= TEXTS_MAX) return null;
      index = this.indexes.size;
      this.indexes.set(text, index);
    }
    this.uses++;
    return index;
  }

  get count(): number {
    return this.indexes.size;
  }

  /** In the order of their indexes. */
  texts(): Iterable<string> {
    return this.indexes.keys();
  }

  private tallyOf(column: number): { asked: number; added: number } {
    const known = this.columns[column];
    if (known !== undefined) return known;
    const tally = { asked: 0, added: 0 };
    this.columns[column] = tally;
    return tally;
  }
}
