import { expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import type { VerifiedClaims } from "./cwt.ts";
import { describeVerification, sayDay } from "./describe-verification.ts";
import type { CardVerification } from "./verify-card.ts";

const claims: VerifiedClaims = {
  issuer: "makassarkota.go.id",
  subject: null,
  issuedAt: 1_716_900_000,
  validFrom: 1_717_171_200,
  expiresAt: 1_748_707_200,
  identity: {
    id: "7371-8K2M4-ZQ0X7-C",
    fullName: "HASNAH",
    attributes: new Map(),
    unknown: new Map(),
  },
  cover: {
    programmeCode: "MKS-2024",
    insurances: ["JKK", "JKM"],
    participantNumber: null,
    startsOn: plainDate("2024-06-01"),
  },
};

const answers: readonly CardVerification[] = [
  { type: "valid", claims, kid: "21fe31dfa154a261" },
  { type: "expired", claims, expiredAt: 1_748_707_200 },
  { type: "not-yet-valid", claims, validFrom: 1_717_171_200 },
  { type: "unknown-key", kid: null },
  { type: "unknown-key", kid: "0011223344556677" },
  { type: "key-not-in-force", kid: "00", from: plainDate("2024-01-01"), until: null },
  { type: "bad-signature", kid: null },
  { type: "other-issuer", stated: "gowakab.go.id", expected: "makassarkota.go.id" },
  { type: "unsigned" },
  { type: "encrypted" },
  { type: "unsupported-algorithm", algorithm: "5" },
  { type: "malformed", step: "Base45Decode", because: "character at 3" },
  { type: "malformed", step: "Claim169NotFound", because: "no claim 169" },
];

test("every answer has its own headline in both languages, and only one is good news", () => {
  for (const language of ["id", "en"] as const) {
    const said = answers.map((answer) => describeVerification(answer, language));
    expect(said.filter((sentence) => sentence.isValid)).toHaveLength(1);
    // An unknown key with and without a number share their headline.
    expect(new Set(said.map((sentence) => sentence.headline)).size).toBe(answers.length - 1);
    expect(said.every((sentence) => sentence.detail.endsWith("."))).toBe(true);
  }
});

test("the last day of a card is the day before its end, as Makassar's clocks show it", () => {
  const expired = { type: "expired", claims, expiredAt: 1_748_707_200 } as const;
  expect(describeVerification(expired, "id").detail).toContain("sampai 31 Mei 2025");
  expect(describeVerification(expired, "en").detail).toContain("until 31 May 2025");
});

test("a valid card is told with name, number and start, and that it says nothing of payment", () => {
  const { detail } = describeVerification({ type: "valid", claims, kid: "" }, "id");
  expect(detail).toContain("HASNAH, 7371-8K2M4-ZQ0X7-C");
  expect(detail).toContain("sejak 1 Juni 2024 (JKK + JKM)");
  expect(detail).toContain("tidak memuat status iuran");
});

test.each([
  ["2024-06-01", "id", "1 Juni 2024"],
  ["2025-12-31", "id", "31 Desember 2025"],
  ["2025-08-17", "en", "17 August 2025"],
] as const)("%s is said in %s as %s", (day, language, said) => {
  expect(sayDay(plainDate(day), language)).toBe(said);
});
