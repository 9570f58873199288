import { describe, expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { parseUuid, type Uuid } from "../kernel/uuid.ts";
import type { Answer } from "./read-answer.ts";
import { type Before, type MatchedRow, type Standing, settleReply } from "./settle-reply.ts";

const person = (number: number) =>
  parseUuid(`00000000-0000-8000-8000-${String(number).padStart(12, "0")}`) as Uuid;
const startsOn = plainDate("2024-06-01");
const yes = (kpj: string): Answer => ({ outcome: "accepted", kpj, startsOn, text: "" });
const no: Answer = { outcome: "rejected", code: "MENINGGAL", text: "meninggal" };
const unclear: Answer = { outcome: "unclear", code: "STATUS_TIDAK_JELAS", text: "" };

function row(rowNo: number, of: number, answer: Answer, otherNik = false): MatchedRow {
  return { rowNo, answer, match: { personId: person(of), by: "nik", otherNik } };
}

function knownBefore(
  states: Readonly<Record<number, Standing["state"]>>,
  freePlaces = 0,
  holders: Readonly<Record<string, number>> = {},
): Before {
  const standingOf = (state: Standing["state"]): Standing =>
    state === "accepted"
      ? { state, kpj: "21000000001", startsOn: "2024-06-01" }
      : { state, kpj: null, startsOn: null };
  return {
    standings: new Map(
      Object.entries(states).map(([number, state]) => [person(Number(number)), standingOf(state)]),
    ),
    holderByKpj: new Map(Object.entries(holders).map(([kpj, number]) => [kpj, person(number)])),
    freePlaces,
  };
}

const outcomes = (rows: readonly MatchedRow[], known: Before) =>
  settleReply(rows, known).lines.map((line) => line.reasonCode ?? line.outcome);

describe("all rows about a person are one answer", () => {
  const waiting = knownBefore({ 1: "submitted", 2: "submitted" });
  test.each([
    [
      "twice accepted alike",
      [row(1, 1, yes("A0000000001")), row(2, 1, yes("A0000000001"))],
      ["accepted"],
    ],
    ["twice rejected", [row(1, 1, no), row(2, 1, no)], ["MENINGGAL"]],
    ["accepted and rejected", [row(1, 1, yes("A0000000001")), row(2, 1, no)], ["BERTENTANGAN"]],
    [
      "two KPJ numbers",
      [row(1, 1, yes("A0000000001")), row(2, 1, yes("A0000000002"))],
      ["BERTENTANGAN"],
    ],
    ["unclear, then accepted", [row(1, 1, unclear), row(2, 1, yes("A0000000001"))], ["accepted"]],
    [
      "one KPJ for two people",
      [row(1, 1, yes("A0000000001")), row(2, 2, yes("A0000000001"))],
      ["KPJ_GANDA", "KPJ_GANDA"],
    ],
    ["under another NIK", [row(1, 1, yes("A0000000001"), true)], ["NIK_LAIN"]],
    ["rejected under another NIK", [row(1, 1, no, true)], ["NIK_LAIN"]],
  ])("%s", (_, rows, expected) => {
    const settled = settleReply(rows, waiting);
    expect(outcomes(rows, waiting)).toEqual(expected);
    expect(settled.lines.length + settled.repeated).toBe(rows.length);
  });

  test("a row about nobody is kept as such, with the insurer's words", () => {
    const rows: MatchedRow[] = [{ rowNo: 4, answer: no, match: { personId: null, by: "nobody" } }];
    expect(settleReply(rows, waiting).lines).toEqual([
      {
        rowNo: 4,
        personId: null,
        matchedBy: "nobody",
        outcome: "unmatched",
        kpj: null,
        startsOn: null,
        reasonCode: null,
        reasonText: "meninggal",
      },
    ]);
  });

  test("a KPJ number that somebody else holds already settles nothing", () => {
    const known = knownBefore({ 1: "submitted" }, 0, { A0000000001: 9 });
    expect(outcomes([row(1, 1, yes("A0000000001"))], known)).toEqual(["KPJ_GANDA"]);
  });
});

describe("what was decided is not undone", () => {
  test("accepted, then rejected or given another number: the acceptance holds", () => {
    const known = knownBefore({ 1: "accepted" });
    expect(outcomes([row(1, 1, no)], known)).toEqual(["SUDAH_DITERIMA"]);
    expect(outcomes([row(1, 1, yes("A0000000009"))], known)).toEqual(["BERTENTANGAN"]);
    expect(outcomes([row(1, 1, yes("21000000001"))], known)).toEqual(["accepted"]);
  });

  test("rejected, then accepted: as far as places are free, those freed by the same reply too", () => {
    const known = knownBefore({ 1: "rejected", 2: "rejected", 3: "submitted" });
    const late = [row(1, 1, yes("A0000000001")), row(2, 2, yes("A0000000002"))];
    expect(outcomes(late, known)).toEqual(["TEMPAT_TERISI", "TEMPAT_TERISI"]);
    expect(outcomes([...late, row(3, 3, no)], known)).toEqual([
      "accepted",
      "TEMPAT_TERISI",
      "MENINGGAL",
    ]);
    expect(outcomes(late, { ...known, freePlaces: 1 })).toEqual(["accepted", "TEMPAT_TERISI"]);
  });
});
