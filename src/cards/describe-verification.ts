import { unreachable } from "../kernel/assert.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { type EpochSeconds, findDayAt, makassarOffsetMinutes } from "./instant.ts";
import type { CardReadingStep, CardVerification } from "./verify-card.ts";

export type CardLanguage = "id" | "en";

export type VerificationSentence = {
  readonly isValid: boolean;
  /** A few words for a large line. */
  readonly headline: string;
  /** What it rests on, and what to do. */
  readonly detail: string;
};

/**
 * The answer in words, for a screen or a terminal.
 *
 * Shape: days are those of the office's zone, Asia/Makassar unless told otherwise. The detail names
 * the holder only where the signature held.
 */
export function describeVerification(
  answer: CardVerification,
  language: CardLanguage,
  utcOffsetMinutes: number = makassarOffsetMinutes,
): VerificationSentence {
  const day = (instant: EpochSeconds) => sayInstant(instant, language, utcOffsetMinutes);
  const [inIndonesian, inEnglish] = sentences(answer, day);
  const [headline, detail] = language === "id" ? inIndonesian : inEnglish;
  return { isValid: answer.type === "valid", headline, detail };
}

/** "1 Juni 2024", as printed and as said. */
export function sayDay(day: PlainDate, language: CardLanguage): string {
  const [year, month, dayOfMonth] = day.split("-");
  const name = monthNames[language][Number(month) - 1] ?? "";
  return `${Number(dayOfMonth)} ${name} ${year}`;
}

function sayInstant(
  instant: EpochSeconds,
  language: CardLanguage,
  utcOffsetMinutes: number,
): string {
  const day = findDayAt(instant, utcOffsetMinutes);
  return day === null ? `@${instant}` : sayDay(day, language);
}

type Sentence = readonly [headline: string, detail: string];

function sentences(
  answer: CardVerification,
  day: (instant: EpochSeconds) => string,
): readonly [id: Sentence, en: Sentence] {
  switch (answer.type) {
    case "valid":
      return validSentences(answer, day);
    case "expired":
      return [
        [
          "Kartu sudah berakhir",
          `Tanda tangan benar, kartu berlaku sampai ${day(answer.expiredAt - 1)}. Minta kartu baru di kelurahan.`,
        ],
        [
          "Card has expired",
          `The signature is true; the card was valid until ${day(answer.expiredAt - 1)}. Ask for a new card at the kelurahan.`,
        ],
      ];
    case "not-yet-valid":
      return [
        [
          "Kartu belum berlaku",
          `Tanda tangan benar, kartu mulai berlaku ${day(answer.validFrom)}.`,
        ],
        [
          "Card is not valid yet",
          `The signature is true; the card becomes valid on ${day(answer.validFrom)}.`,
        ],
      ];
    case "key-not-in-force":
    case "unknown-key":
    case "other-issuer":
      return keySentences(answer);
    case "bad-signature":
      return [
        [
          "Kartu tidak asli",
          "Tanda tangan tidak cocok dengan isi kartu. Jangan diterima; tahan kartu dan lapor ke penerbit.",
        ],
        [
          "Card is not genuine",
          "The signature does not match what the card says. Do not accept it; report it to the issuer.",
        ],
      ];
    case "unsigned":
      return [
        ["Kartu tidak ditandatangani", "Siapa pun dapat membuat kode ini. Jangan diterima."],
        ["Card is not signed", "Anyone can make this code. Do not accept it."],
      ];
    case "encrypted":
      return [
        ["Kartu terenkripsi", "Kartu Payung tidak dienkripsi; kode ini milik sistem lain."],
        ["Card is encrypted", "Cards of Payung are not; this code belongs to another system."],
      ];
    case "unsupported-algorithm":
      return [
        [
          "Kartu tidak dapat diperiksa",
          `Cara tanda tangan (${answer.algorithm}) tidak dikenal. Jangan diterima.`,
        ],
        [
          "Card cannot be checked",
          `The kind of signature (${answer.algorithm}) is not known. Do not accept it.`,
        ],
      ];
    case "malformed":
      return malformedSentences(answer.step, answer.because);
    default:
      return unreachable(answer);
  }
}

function validSentences(
  answer: Extract<CardVerification, { readonly type: "valid" }>,
  day: (instant: EpochSeconds) => string,
): readonly [id: Sentence, en: Sentence] {
  const { identity, cover, expiresAt } = answer.claims;
  const holder = [identity.fullName, identity.id].filter((part) => part !== null).join(", ");
  const insurances = cover === null ? "" : ` (${cover.insurances.join(" + ")})`;
  const startId =
    cover === null ? "" : ` Terlindungi sejak ${sayDay(cover.startsOn, "id")}${insurances}.`;
  const startEn =
    cover === null ? "" : ` Insured since ${sayDay(cover.startsOn, "en")}${insurances}.`;
  const endId = expiresAt === null ? "" : ` Kartu berlaku sampai ${day(expiresAt - 1)}.`;
  const endEn = expiresAt === null ? "" : ` The card is valid until ${day(expiresAt - 1)}.`;
  return [
    [
      "Kartu asli dan berlaku",
      `${holder}.${startId}${endId} Cocokkan nama dengan KTP. Kartu tidak memuat status iuran.`,
    ],
    [
      "Card is genuine and valid",
      `${holder}.${startEn}${endEn} Compare the name with the identity card (KTP). The card does not tell whether contributions are paid.`,
    ],
  ];
}

function keySentences(
  answer: Extract<
    CardVerification,
    { readonly type: "unknown-key" | "key-not-in-force" | "other-issuer" }
  >,
): readonly [id: Sentence, en: Sentence] {
  switch (answer.type) {
    case "unknown-key":
      return [
        [
          "Penerbit tidak dikenal",
          `Kunci ${answer.kid ?? "tanpa nomor"} tidak ada di berkas kunci publik. Perbarui berkas itu, lalu periksa lagi.`,
        ],
        [
          "Issuer is not known",
          `Key ${answer.kid ?? "without number"} is not in the public key file. Get the newest file and check again.`,
        ],
      ];
    case "key-not-in-force":
      return [
        [
          "Kartu dibuat di luar masa kunci",
          `Kunci ${answer.kid} dipakai sejak ${sayDay(answer.from, "id")}${answer.until === null ? "" : ` sampai sebelum ${sayDay(answer.until, "id")}`}; kartu menyatakan waktu lain. Jangan diterima.`,
        ],
        [
          "Card was made outside the key's time",
          `Key ${answer.kid} was used from ${sayDay(answer.from, "en")}${answer.until === null ? "" : ` until before ${sayDay(answer.until, "en")}`}; the card states another time. Do not accept it.`,
        ],
      ];
    case "other-issuer":
      return [
        [
          "Kartu penerbit lain",
          `Kartu menyebut penerbit "${answer.stated ?? "-"}", berkas kunci milik "${answer.expected}".`,
        ],
        [
          "Card of another issuer",
          `The card names the issuer "${answer.stated ?? "-"}"; the key file belongs to "${answer.expected}".`,
        ],
      ];
    default:
      return unreachable(answer);
  }
}

function malformedSentences(
  step: CardReadingStep,
  because: string,
): readonly [id: Sentence, en: Sentence] {
  if (step === "Claim169NotFound") {
    return [
      [
        "Bukan kartu identitas",
        "Tanda tangan benar, tetapi kode ini tidak memuat identitas (klaim 169).",
      ],
      [
        "Not an identity card",
        "The signature is true, but the code holds no identity (claim 169).",
      ],
    ];
  }
  return [
    [
      "Bukan kode kartu",
      `Teks tidak terbaca pada langkah ${step} (${because}). Pindai ulang; teks tidak boleh dipotong atau dirapikan.`,
    ],
    [
      "Not the code of a card",
      `The text could not be read at step ${step} (${because}). Scan again; the text must not be cut or trimmed.`,
    ],
  ];
}

const monthNames = {
  id: [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
} as const;
