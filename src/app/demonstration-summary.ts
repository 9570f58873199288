import { allocationJson } from "../allocation/server.ts";
import { billJson, payJson } from "../contributions/server.ts";
import { tellCoverageSummary } from "../coverage/server.ts";
import { assessmentJson } from "../eligibility/server.ts";
import { sheetReportJson } from "../intake/server.ts";
import { assert } from "../kernel/assert.ts";
import { compareTexts } from "../kernel/compare-texts.ts";
import { formatRupiah, groupThousands } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Language } from "../platform/command-line.ts";
import { resolutionJson } from "../resolution/server.ts";
import type { DemonstrationOutcome } from "./demonstration.ts";

/** The whole flow in one answer; equal on every run and every machine for one seed. */
export function summaryJson(outcome: DemonstrationOutcome): unknown {
  return withKeysInOrder({
    // A file zipped by another Node has other bytes and the same cells: the summary speaks of the cells.
    files: outcome.loads.map((load) =>
      without(without(sheetReportJson(load), "sha256"), "already_loaded"),
    ),
    resolution: without(resolutionJson(outcome.resolution), "already_done"),
    assessment: without(
      assessmentJson({ ...outcome.assessment, alreadyDone: false }),
      "already_done",
    ),
    allocation: allocationJson(outcome.allocation),
    enrolment: enrolmentOf(outcome),
    bill: without(billJson(outcome.billed), "already_billed"),
    payment: without(payJson(outcome.paid), "already_paid"),
    cards: {
      accepted: outcome.cards.accepted,
      issued: issuedOf(outcome),
      skipped: outcome.cards.skipped.length,
    },
    coverage: outcome.coverage,
    checks: checksOf(outcome).map(({ sentence, left, right }) => ({
      check: sentence.en,
      left: String(left),
      right: String(right),
      holds: left === right,
    })),
  });
}

/** What was read back from the database has its keys in another order than what was just made. */
function withKeysInOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysInOrder);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([one], [other]) => compareTexts(one, other));
  return Object.fromEntries(entries.map(([key, one]) => [key, withKeysInOrder(one)]));
}

function enrolmentOf({ enrolment: { submission } }: DemonstrationOutcome) {
  const { accepted, awaiting, rejected, roster } = submission;
  return {
    seats: roster.seats,
    sent: accepted + awaiting + rejected,
    accepted,
    rejected,
    awaiting,
  };
}

function issuedOf({ cards }: DemonstrationOutcome): number {
  return cards.issued + cards.alreadyIssued;
}

interface Check {
  readonly sentence: Bilingual;
  readonly left: bigint;
  readonly right: bigint;
}

/** Where a stage ends the next begins: these must be equal, or something was lost or counted twice. */
function checksOf(outcome: DemonstrationOutcome): readonly Check[] {
  const { loads, resolution, assessment, allocation, billed, paid } = outcome;
  const sum = (read: (load: DemonstrationOutcome["loads"][number]) => number) =>
    loads.reduce((total, load) => total + read(load), 0);
  const { sent, accepted, rejected, awaiting, seats } = enrolmentOf(outcome);
  const { counts } = assessment;
  return [
    check(
      "Baris terbaca = diterima + diperingatkan + karantina",
      "Rows read = accepted + warned + quarantined",
      sum((load) => load.rows),
      sum((load) => load.accepted + load.warned + load.quarantined),
    ),
    check(
      "Baris tidak dikarantina = baris yang dicocokkan",
      "Rows not quarantined = rows resolved",
      sum((load) => load.rows - load.quarantined),
      resolution.rows,
    ),
    check(
      "Baris registri = orang + baris ganda",
      "Registry rows = persons + further rows",
      resolution.registryRows,
      resolution.persons + resolution.mergedRows,
    ),
    check(
      "Orang = memenuhi syarat + tidak memenuhi syarat + belum pasti",
      "Persons = eligible + not eligible + cannot say",
      resolution.persons,
      counts.eligible + counts.notEligible + counts.cannotSay,
    ),
    check(
      "Memenuhi syarat = terpilih + menunggu",
      "Eligible = chosen + waiting",
      counts.eligible,
      allocation.chosen + allocation.waiting,
    ),
    check(
      "Dikirim = diterima + ditolak + menunggu jawaban",
      "Sent = accepted + rejected + awaiting",
      sent,
      accepted + rejected + awaiting,
    ),
    check("Tempat = diterima", "Places = accepted", seats, accepted),
    check(
      "Diterima = ditagih",
      "Accepted = billed",
      accepted,
      billed.parts.reduce((total, bill) => total + bill.participants, 0),
    ),
    check(
      "Ditagih = dibayar (rupiah)",
      "Billed = paid (rupiah)",
      billed.bill.amountRp,
      paid.bill.paidRp,
    ),
    check(
      "Diterima = kartu + dilewati",
      "Accepted = cards + skipped",
      accepted,
      issuedOf(outcome) + outcome.cards.skipped.length,
    ),
    check(
      "Diterima = terlindungi",
      "Accepted = covered",
      accepted,
      outcome.coverage.counted?.covered ?? 0,
    ),
  ];
}

function check(id: string, en: string, left: number | bigint, right: number | bigint): Check {
  return { sentence: { id, en }, left: BigInt(left), right: BigInt(right) };
}

export function tellSummary(outcome: DemonstrationOutcome, language: Language): string {
  const separator = language === "id" ? "." : ",";
  const count = (number: number | bigint) => groupThousands(number, separator);
  const { allocation } = outcome;
  const launch = `${count(allocation.chosen)} × ${formatRupiah(allocation.costPerPersonRp)} (${allocation.months} ${language === "id" ? "bulan" : "months"}) = ${formatRupiah(allocation.costRp)}`;
  const checks = checksOf(outcome);
  const width = Math.max(...checks.map((one) => one.sentence[language].length));
  const lines = checks.map((one) => {
    assert(one.left === one.right, `${one.sentence.en}: ${one.left} and ${one.right}`);
    return `✓ ${one.sentence[language].padEnd(width)}  ${count(one.left)}`;
  });
  return [
    ...lines,
    "",
    `${language === "id" ? "Biaya daftar" : "Cost of the roster"}: ${launch}`,
    `${language === "id" ? "Hash daftar" : "Roster hash"}: ${allocation.rosterHash}`,
    "",
    tellCoverageSummary(outcome.coverage, language),
  ].join("\n");
}

function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = whole;
  return rest;
}
