import { createHash } from "node:crypto";
import { ageOn } from "../demo-city/days.ts";
import { createRandom, type Random } from "../demo-city/random.ts";
import type { BatchLine } from "./read-batch.ts";
import { REASON_WEIGHTS, type ReasonCode } from "./reasons.ts";

export type Verdict =
  | {
      readonly isAccepted: true;
      readonly key: string;
      readonly line: BatchLine;
      readonly kpj: string;
    }
  | {
      readonly isAccepted: false;
      readonly key: string;
      readonly line: BatchLine;
      readonly code: ReasonCode;
    };

/**
 * Says of every line yes or no; exactly `Math.round(rejectShare * lines)` are no.
 *
 * Shape: lines with a fault first (one that shows in the batch, or one of `knownFaults`), then
 * others, both in an order drawn from the seed and the NIK. Where more lines have faults than may
 * be rejected, the rest is accepted all the same. Ordered by key: the batch's order leaves no trace.
 */
export function judgeLines(
  lines: readonly BatchLine[],
  knownFaults: ReadonlyMap<string, ReasonCode> | null,
  rejectShare: number,
  seed: number,
): readonly Verdict[] {
  const keyed = sortByKey(lines);
  const faults = findVisibleFaults(keyed);
  const candidates = keyed.map(({ key, line }) => ({
    key,
    line,
    fault: faults.get(key) ?? knownFaults?.get(line.nik) ?? null,
    rank: createRandom(seed, `reject ${line.nik}`).next(),
  }));
  candidates.sort(
    (one, other) =>
      Number(other.fault !== null) - Number(one.fault !== null) || one.rank - other.rank,
  );
  const rejected = new Map(
    candidates
      .slice(0, Math.round(rejectShare * lines.length))
      .map(({ key, line, fault }) => [key, fault ?? drawReason(line, seed)]),
  );
  const issueKpj = createKpjIssue();
  return keyed.map(({ key, line }) => {
    const code = rejected.get(key);
    if (code !== undefined) return { isAccepted: false, key, line, code };
    return { isAccepted: true, key, line, kpj: issueKpj(key) };
  });
}

interface KeyedLine {
  /** The same for the same line wherever it stands in the batch, and no other line's. */
  readonly key: string;
  readonly line: BatchLine;
}

function sortByKey(lines: readonly BatchLine[]): readonly KeyedLine[] {
  const uses = new Map<string, number>();
  const keyed = lines.map((line) => {
    const content = [line.nik, line.name, line.birth, line.start].join("|");
    const use = uses.get(content) ?? 0;
    uses.set(content, use + 1);
    return { key: `${content}|${use}`, line };
  });
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
}

const AGE_LIMIT = 65;

/** What any office sees without a register: by key. */
function findVisibleFaults(keyed: readonly KeyedLine[]): ReadonlyMap<string, ReasonCode> {
  const faults = new Map<string, ReasonCode>();
  const seen = new Set<string>();
  for (const { key, line } of keyed) {
    if (line.birth === null || line.name === "") faults.set(key, "LENGKAP");
    else if (ageOn(line.birth, line.start) >= AGE_LIMIT) faults.set(key, "USIA_LEBIH");
    if (!/^\d{16}$/.test(line.nik)) faults.set(key, line.nik === "" ? "LENGKAP" : "NIK_FORMAT");
    else if (seen.has(line.nik)) faults.set(key, "GANDA");
    seen.add(line.nik);
  }
  return faults;
}

function drawReason(line: BatchLine, seed: number): ReasonCode {
  const age = line.birth === null ? 0 : ageOn(line.birth, line.start);
  const fitting = REASON_WEIGHTS.filter(({ ages }) => age >= ages.from && age < ages.until);
  return drawWeighted(createRandom(seed, `reason ${line.nik}`), fitting).code;
}

function drawWeighted<T extends { readonly weight: number }>(
  random: Random,
  items: readonly T[],
): T {
  let point = random.next() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    point -= item.weight;
    if (point < 0) return item;
  }
  return items.at(-1) as T;
}

const KPJ_NUMBERS = 10n ** 11n;

/**
 * A KPJ of 11 digits from the person alone, not the seed: who is sent again gets the same number.
 * Within one reply none is given twice; in two replies to 35,000 and 2,000 people two might share
 * one in about 1 of 1,400 cities, as no office here remembers the other's numbers.
 */
function createKpjIssue(): (key: string) => string {
  const given = new Set<string>();
  return (key) => {
    const [nik = ""] = key.split("|");
    for (let attempt = 0; ; attempt++) {
      const digest = createHash("sha256").update(`kpj ${nik} ${attempt}`).digest();
      const kpj = String(digest.readBigUInt64BE() % KPJ_NUMBERS).padStart(11, "0");
      if (given.has(kpj)) continue;
      given.add(kpj);
      return kpj;
    }
  };
}
