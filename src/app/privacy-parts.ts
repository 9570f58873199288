import { findLatestAllocation } from "../allocation/server.ts";
import { countCards } from "../cards/server.ts";
import { findLatestAssessment } from "../eligibility/server.ts";
import { sealWithout } from "../enrolment/server.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { PrivacyParts } from "../privacy/server.ts";
import { type PersonStory, readPersonStory } from "./person-story.ts";

/** What the rooms below privacy hold of a person and decided, gathered where all rooms are known. */
export const privacyParts: PrivacyParts = {
  async holdingsOf(office, transaction, personId) {
    const story = await readPersonStory(office, transaction, personId);
    return { parts: story === null ? [] : partsOf(story), json: story };
  },
  async countDecisions(transaction) {
    const assessment = await findLatestAssessment(transaction, null);
    const allocation = await findLatestAllocation(transaction, null);
    const counts = assessment?.counts ?? null;
    return [
      { what: { id: "Memenuhi syarat", en: "Eligible" }, count: counts?.eligible ?? 0 },
      {
        what: { id: "Tidak memenuhi syarat", en: "Not eligible" },
        count: counts?.notEligible ?? 0,
      },
      { what: { id: "Belum dapat dipastikan", en: "Cannot say" }, count: counts?.cannotSay ?? 0 },
      { what: { id: "Mendapat tempat", en: "Given a place" }, count: allocation?.chosen ?? 0 },
      { what: { id: "Di daftar tunggu", en: "Waiting" }, count: allocation?.waiting ?? 0 },
      {
        what: { id: "Kartu diterbitkan", en: "Cards issued" },
        count: await countCards(transaction),
      },
    ];
  },
  resealBatch: sealWithout,
};

const marks = { yes: "✓", no: "✗", "not known": "?" } as const;
const same = (text: string): Bilingual => ({ id: text, en: text });

function partsOf(story: PersonStory) {
  const decisions = story.decisions.map((decision) => ({
    title: {
      id: `Keputusan: ${decision.programmeTitle.id}, ${decision.onDate}`,
      en: `Decision: ${decision.programmeTitle.en}, ${decision.onDate}`,
    },
    facts: [
      [{ id: "Hasil", en: "Outcome" }, standings[decision.standing]] as const,
      ...decision.statements.map(
        (one) =>
          [
            {
              id: `${marks[one.holds]} ${one.title.id}`,
              en: `${marks[one.holds]} ${one.title.en}`,
            },
            one.because,
          ] as const,
      ),
      ...(decision.place === null
        ? []
        : [[{ id: "Tempat", en: "Place" }, decision.place.because] as const]),
    ],
  }));
  const onward = [
    ...story.participations.map(
      (one) => [{ id: "Kepesertaan", en: "Participation" }, one.sentence] as const,
    ),
    ...story.standings.map((one) => [{ id: "Iuran", en: "Contributions" }, one.because] as const),
    ...story.cards.map(
      (one) =>
        [
          { id: "Kartu", en: "Card" },
          same(`${one.printNo}/${one.cardNo}, ${one.issuedOn}`),
        ] as const,
    ),
  ];
  if (onward.length === 0) return decisions;
  return [...decisions, { title: { id: "Perlindungan", en: "Cover" }, facts: onward }];
}

const standings = {
  eligible: { id: "memenuhi syarat", en: "eligible" },
  "not-eligible": { id: "tidak memenuhi syarat", en: "not eligible" },
  "cannot-say": { id: "belum dapat dipastikan", en: "cannot say" },
} as const;
