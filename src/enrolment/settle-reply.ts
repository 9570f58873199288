import { assert } from "../kernel/assert.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { ParticipationState } from "./index.ts";
import type { Match, PersonMatch } from "./match-reply.ts";
import type { Answer } from "./read-answer.ts";
import type { DoubtCode } from "./reasons.ts";

/** A row of a reply with the person it was matched to. */
export interface MatchedRow {
  readonly rowNo: number;
  readonly match: Match;
  readonly answer: Answer;
}

/** How a person of the batch stood before this reply. */
export interface Standing {
  readonly state: ParticipationState;
  readonly kpj: string | null;
  readonly startsOn: string | null;
}

export interface Before {
  readonly standings: ReadonlyMap<Uuid, Standing>;
  /** Who holds a KPJ number that stands in this reply, by earlier acceptances of the city. */
  readonly holderByKpj: ReadonlyMap<string, Uuid>;
  /** Places of the roster that are neither accepted nor awaiting an answer. */
  readonly freePlaces: number;
}

/** A line as it is kept: one for each person answered, one for each row about nobody. */
export interface SettledLine {
  readonly rowNo: number;
  readonly personId: Uuid | null;
  readonly matchedBy: Match["by"];
  readonly outcome: "accepted" | "rejected" | "unclear" | "unmatched";
  readonly kpj: string | null;
  readonly startsOn: string | null;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
}

export interface Settled {
  readonly lines: readonly SettledLine[];
  /** Further rows about somebody already answered in this reply. */
  readonly repeated: number;
}

type MatchedAnswer = MatchedRow & { readonly match: PersonMatch };

/**
 * Makes one answer of all rows about a person, and holds it against what was known.
 *
 * Rules: rows that agree are one answer; a decided row counts before an unclear one; accepted and
 * rejected, or two KPJ numbers or starts, settle nothing. A row with another NIK settles nothing. A
 * KPJ number belongs to one person. An acceptance is not undone; an acceptance after a rejection
 * counts while the place is still free, so that nobody is insured beyond the places decided.
 */
export function settleReply(rows: readonly MatchedRow[], before: Before): Settled {
  const rowsByPerson = new Map<Uuid, MatchedAnswer[]>();
  const lines: SettledLine[] = [];
  for (const row of rows) {
    const { match } = row;
    if (match.personId === null) {
      lines.push(lineOfNobody(row));
      continue;
    }
    const known = rowsByPerson.get(match.personId);
    if (known) known.push({ ...row, match });
    else rowsByPerson.set(match.personId, [{ ...row, match }]);
  }
  const folded = [...rowsByPerson.values()].map(foldRows);
  const single = refuseSharedKpj(folded, before.holderByKpj);
  for (const row of holdAgainst(single, before)) lines.push(lineOf(row));
  lines.sort((one, other) => one.rowNo - other.rowNo);
  return { lines, repeated: rows.length - lines.length };
}

function foldRows(rows: readonly MatchedAnswer[]): MatchedAnswer {
  const answers = rows.map((row) => (row.match.otherNik ? doubt(row, "NIK_LAIN") : row));
  const decided = answers.filter(({ answer }) => answer.outcome !== "unclear");
  const first = decided[0] ?? answers[0];
  assert(first !== undefined, "a person answered has a row");
  const agree = decided.every(({ answer }) => saysTheSame(answer, first.answer));
  return agree ? first : doubt(first, "BERTENTANGAN");
}

function saysTheSame(one: Answer, other: Answer): boolean {
  if (one.outcome === "accepted" && other.outcome === "accepted")
    return one.kpj === other.kpj && one.startsOn === other.startsOn;
  return one.outcome === other.outcome;
}

function doubt(row: MatchedAnswer, code: DoubtCode): MatchedAnswer {
  return { ...row, answer: { outcome: "unclear", code, text: row.answer.text } };
}

function refuseSharedKpj(
  rows: readonly MatchedAnswer[],
  holderByKpj: ReadonlyMap<string, Uuid>,
): readonly MatchedAnswer[] {
  const usesByKpj = new Map<string, number>();
  for (const { answer } of rows) {
    if (answer.outcome === "accepted")
      usesByKpj.set(answer.kpj, (usesByKpj.get(answer.kpj) ?? 0) + 1);
  }
  return rows.map((row) => {
    if (row.answer.outcome !== "accepted") return row;
    const holder = holderByKpj.get(row.answer.kpj);
    const isOthers = holder !== undefined && holder !== row.match.personId;
    return isOthers || (usesByKpj.get(row.answer.kpj) ?? 0) > 1 ? doubt(row, "KPJ_GANDA") : row;
  });
}

/** Rejections free places first; then late acceptances take what is free, in the order of the rows. */
function holdAgainst(rows: readonly MatchedAnswer[], before: Before): readonly MatchedAnswer[] {
  const standingOf = (row: MatchedAnswer) => before.standings.get(row.match.personId);
  const waited = (row: MatchedAnswer) =>
    ["submitted", "unclear"].includes(standingOf(row)?.state ?? "");
  const freed = rows.filter((row) => row.answer.outcome === "rejected" && waited(row)).length;
  let free = before.freePlaces + freed;
  const inOrder = [...rows].sort((one, other) => one.rowNo - other.rowNo);
  return inOrder.map((row) => {
    const standing = standingOf(row);
    const { answer } = row;
    if (standing?.state === "accepted") {
      if (answer.outcome === "rejected") return doubt(row, "SUDAH_DITERIMA");
      if (answer.outcome !== "accepted") return row;
      const isTheSame = standing.kpj === answer.kpj && standing.startsOn === answer.startsOn;
      return isTheSame ? row : doubt(row, "BERTENTANGAN");
    }
    if (standing?.state !== "rejected" || answer.outcome !== "accepted") return row;
    if (free <= 0) return doubt(row, "TEMPAT_TERISI");
    free -= 1;
    return row;
  });
}

function lineOfNobody(row: MatchedRow): SettledLine {
  return {
    rowNo: row.rowNo,
    personId: null,
    matchedBy: row.match.by,
    outcome: "unmatched",
    kpj: null,
    startsOn: null,
    reasonCode: null,
    reasonText: row.answer.text === "" ? null : row.answer.text,
  };
}

function lineOf(row: MatchedAnswer): SettledLine {
  const { answer, match, rowNo } = row;
  const base = { rowNo, personId: match.personId, matchedBy: match.by };
  const reasonText = answer.text === "" ? null : answer.text;
  if (answer.outcome === "accepted") {
    const { kpj, startsOn } = answer;
    return { ...base, outcome: "accepted", kpj, startsOn, reasonCode: null, reasonText };
  }
  const { outcome, code } = answer;
  return { ...base, outcome, kpj: null, startsOn: null, reasonCode: code, reasonText };
}
