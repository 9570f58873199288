const SEPARATORS = [";", ",", "\t", "|"] as const;
const RECORDS_MAX = 200;

/**
 * The character that divides this text into the most regular table.
 *
 * For each candidate, the records that have the commonest number of cells count, times the cells
 * they gain: a comma in some addresses loses to the semicolon that is in every record. Excel's own
 * first line `sep=;` is believed. A text of one column reads the same with any of them.
 */
export function detectSeparator(sample: string): string {
  const stated = /^sep=(.)\r?(\n|$)/i.exec(sample)?.[1];
  if (stated !== undefined) return stated;
  let best: string = SEPARATORS[0];
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const score = scoreTable(countCells(sample, separator));
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best;
}

function scoreTable(cellCounts: readonly number[]): number {
  const recordsByCount = new Map<number, number>();
  for (const count of cellCounts) {
    if (count > 1) recordsByCount.set(count, (recordsByCount.get(count) ?? 0) + 1);
  }
  let score = 0;
  for (const [count, records] of recordsByCount) {
    const share = records / cellCounts.length;
    score = Math.max(score, share * share * (count - 1));
  }
  return score;
}

/** Cells in each record, but the last one, which the sample may cut, if there are others. */
function countCells(sample: string, separator: string): readonly number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let cellStart = true;
  let blank = true;
  for (let i = 0; i < sample.length && counts.length < RECORDS_MAX; i++) {
    const character = sample[i];
    if (character === '"' && (quoted || cellStart)) quoted = !quoted;
    else if (!quoted && character === separator) cells++;
    else if (!quoted && character === "\n") {
      if (!blank) counts.push(cells);
      cells = 1;
      blank = true;
      cellStart = true;
      continue;
    }
    if (character !== "\r") blank = false;
    cellStart = !quoted && character === separator;
  }
  if (counts.length === 0) counts.push(cells);
  return counts;
}
