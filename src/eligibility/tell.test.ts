import { describe, expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { type Because, decide, type Evidence, type PersonFacts } from "./decide.ts";
import { tellAnswer } from "./tell.ts";
import { fisherman, launchCriteria, testId } from "./test-person.ts";

const context = { on: launchCriteria.on, kelurahanName: (code: string) => `Kelurahan ${code}` };

/** The sentences told of a person, by reason. */
function tell(person: Partial<PersonFacts>) {
  const answers = decide({ ...fisherman, ...person }, launchCriteria);
  return answers.map((answer) => {
    const { because: sentence, ...told } = tellAnswer(answer, context);
    return { ...told, sentence };
  });
}

function listed(kind: Evidence["kind"], code: string | null, more: Partial<Evidence> = {}) {
  return {
    evidence: [{ rowId: testId(9), kind, code, detail: null, fromOn: null, active: true, ...more }],
  };
}

const dated = { fromOn: plainDate("2024-05-01"), detail: "PT CONTOH" };
const persons: readonly Partial<PersonFacts>[] = [
  {},
  listed("civil", "dead"),
  listed("civil", "dead", dated),
  listed("civil", "moved"),
  listed("civil", "moved", dated),
  { kelurahanCode: null },
  { decile: 4 },
  { decile: null },
  { bornOn: plainDate("2006-06-01") },
  { bornOn: plainDate("1959-05-31") },
  { bornOn: null },
  { occupation: "PENSIUNAN" },
  { occupation: "TUKANG BECAK" },
  { occupation: null },
  listed("insurer", "PU"),
  listed("insurer", "PU", dated),
  listed("insurer", "BPU"),
  listed("insurer", "BPU", dated),
  listed("insurer", null),
  { restricted: true },
  ...[
    "missing",
    "last-digit-lost",
    "rounded",
    "wrong-length",
    "not-digits",
    "impossible",
    "of tomorrow",
  ].map((nikState) => ({ hasUsableNik: false, nikState })),
];

/** Every reason there is; the compiler complains when one is missing. */
const everyReason: Readonly<Record<Because, true>> = {
  "no-death-reported": true,
  dead: true,
  "lives-here": true,
  "moved-away": true,
  "place-not-known": true,
  "decile-within": true,
  "decile-beyond": true,
  "decile-not-known": true,
  "age-within": true,
  "too-young": true,
  "too-old": true,
  "birth-not-known": true,
  works: true,
  "occupation-excluded": true,
  "occupation-not-covered": true,
  "occupation-not-known": true,
  "no-wage-membership": true,
  "wage-member": true,
  "no-other-cover": true,
  "covered-elsewhere": true,
  "nik-usable": true,
  "nik-not-usable": true,
  "use-restricted": true,
};

describe("a reason in words", () => {
  test("exists in both languages for every reason there is, without holes", () => {
    const told = new Set<string>();
    for (const person of persons) {
      for (const { sentence, ...answer } of tell(person)) {
        for (const text of [sentence.id, sentence.en]) {
          expect(text).toMatch(/^\p{Lu}.*[.]$/u);
          expect(text).not.toMatch(/undefined|null|NaN|\[object|\s{2}|\s[.,;]/);
        }
        expect(sentence.id).not.toBe(sentence.en);
        expect(["yes", "no", "not known"]).toContain(answer.holds);
      }
      for (const answer of decide({ ...fisherman, ...person }, launchCriteria))
        told.add(answer.because);
    }
    expect([...told].sort()).toEqual(Object.keys(everyReason).sort());
  });

  test.each([
    [
      {},
      "age",
      "Berumur 43 tahun pada 31 Mei 2024; batasnya 18 tahun sampai sebelum 65 tahun.",
      "Aged 43 on 31 May 2024; the limits are from 18 to before 65.",
    ],
    [
      listed("civil", "dead", dated),
      "alive",
      "Dukcapil melaporkan orang ini meninggal pada 1 Mei 2024.",
      "Dukcapil reports that this person died on 1 May 2024.",
    ],
    [
      listed("insurer", "PU", dated),
      "not-wage-earner",
      "Sudah aktif sebagai peserta PU melalui PT CONTOH.",
      "Already active as a PU member through PT CONTOH.",
    ],
    [
      { hasUsableNik: false, nikState: "last-digit-lost" },
      "identified",
      "NIK kehilangan angka terakhir di Excel; lihat KTP orang ini, jangan ditebak.",
      "The NIK lost its last digit in Excel; look at this person's KTP, do not guess.",
    ],
    [
      { decile: 4 },
      "decile",
      "Desil 4, di luar desil 1, 2, 3 yang dilindungi program.",
      "Decile 4, outside the deciles 1, 2, 3 that the programme covers.",
    ],
  ] as const)("%#. of %s", (person, rule, id, en) => {
    const answer = tell(person as Partial<PersonFacts>).find((one) => one.rule === rule);
    expect(answer?.sentence).toEqual({ id, en });
  });

  test("names the law value that it rests on, with the day it was read for: the age, and no other", () => {
    const byLaw = tell({}).filter(({ law }) => law !== null);
    expect(byLaw.map(({ rule, law }) => [rule, law])).toEqual([
      ["age", { parameter: "entry-age-below", on: "2024-05-31" }],
    ]);
  });
});
