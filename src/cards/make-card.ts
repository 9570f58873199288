import { createHash } from "node:crypto";
import { findRegency, type PlaceNames } from "../areas/index.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Programme } from "../programme/index.ts";
import type { CardFace } from "./card-face.ts";
import { type CardRefusal, type CardSigner, encodeCard } from "./encode-card.ts";
import { makassarOffsetMinutes, secondsAtStartOf } from "./instant.ts";

/** What a card says that is the programme's and not the person's. */
export interface CardTerms {
  readonly issuer: string;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly insurances: readonly string[];
}

/** Whom a card is for, as enrolment and resolution publish it. */
export interface CardHolder {
  readonly memberNumber: string;
  readonly participantNumber: string | null;
  readonly startsOn: PlainDate | null;
  readonly name: string | null;
  readonly mergedInto: string | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly issued: {
    readonly issuedOn: PlainDate;
    readonly textSha256: string;
    readonly keyId: string;
  } | null;
}

/** Why a participant has no card on the sheet; nobody is left out without one of these. */
export type CardSkip =
  | CardRefusal
  | { readonly type: "CardFactMissing"; readonly fact: "name" | "KPJ" | "start" }
  | { readonly type: "PersonWasMerged" }
  | { readonly type: "CardIsOfAnotherKey"; readonly keyId: string }
  | { readonly type: "CardFactsChanged" };

export interface MadeCard {
  readonly face: CardFace;
  readonly textSha256: Uint8Array;
}

/** The issuer is the city: the name under which its key file is published. */
export function cardTermsOf(programme: Programme): CardTerms {
  return {
    issuer: findRegency(programme.area)?.name ?? programme.area,
    programmeCode: programme.code,
    programmeName: programme.title.id,
    insurances: programme.insurer_programmes,
  };
}

/**
 * Signs the card of one participant.
 *
 * Shape: `on` is the day of issue of a new card. A card issued before is signed again for its own
 * day and must come out to the letter as it was; when the person's facts have changed since, it is
 * skipped and not silently replaced.
 */
export function makeCard(
  holder: CardHolder,
  desk: {
    readonly terms: CardTerms;
    readonly signer: CardSigner;
    readonly keyId: string;
    readonly on: PlainDate;
    readonly names: PlaceNames;
  },
): Result<MadeCard, CardSkip> {
  const { terms, signer, names } = desk;
  const { name, participantNumber, startsOn, issued } = holder;
  if (issued === null && holder.mergedInto !== null) return refuse({ type: "PersonWasMerged" });
  if (name === null) return refuse({ type: "CardFactMissing", fact: "name" });
  if (participantNumber === null) return refuse({ type: "CardFactMissing", fact: "KPJ" });
  if (startsOn === null) return refuse({ type: "CardFactMissing", fact: "start" });
  if (issued !== null && issued.keyId !== desk.keyId)
    return refuse({ type: "CardIsOfAnotherKey", keyId: issued.keyId });
  const startOf = (day: PlainDate) => secondsAtStartOf(day, makassarOffsetMinutes);
  const cover = {
    programmeCode: terms.programmeCode,
    insurances: terms.insurances,
    participantNumber,
    startsOn,
  };
  const text = encodeCard(
    {
      issuer: terms.issuer,
      memberNumber: holder.memberNumber,
      fullName: name,
      issuedAt: startOf(issued?.issuedOn ?? desk.on),
      validFrom: startOf(startsOn),
      // Paper says no end, so neither does the signature: how long is paid for is a matter of standing.
      expiresAt: null,
      cover,
    },
    signer,
  );
  if (!text.ok) return text;
  const textSha256 = createHash("sha256").update(text.value).digest();
  if (issued !== null && issued.textSha256 !== textSha256.toString("hex"))
    return refuse({ type: "CardFactsChanged" });
  const face: CardFace = {
    programmeName: terms.programmeName,
    fullName: name,
    memberNumber: holder.memberNumber,
    participantNumber,
    startsOn,
    kelurahanName: placeOf(holder, names),
    insurances: terms.insurances,
    qrText: text.value,
  };
  return ok({ face, textSha256 });
}

function placeOf(holder: CardHolder, names: PlaceNames): string {
  if (holder.kelurahanCode !== null) return names.kelurahanName(holder.kelurahanCode);
  return holder.kecamatanCode === null ? "-" : `Kec. ${names.kecamatanName(holder.kecamatanCode)}`;
}

export function describeCardSkip(skip: CardSkip): Bilingual {
  switch (skip.type) {
    case "CardFactMissing": {
      const [id, en] = factNames[skip.fact];
      return { id: `${id} belum diketahui`, en: `${en} is not known` };
    }
    case "PersonWasMerged":
      return {
        id: "ternyata orang yang sama dengan anggota lain; kartu dibuat untuk anggota itu",
        en: "turned out to be another member; the card is made for that member",
      };
    case "CardIsOfAnotherKey":
      return {
        id: `kartu ditandatangani dengan kunci ${skip.keyId}, yang tidak ada di sini; kembalikan secrets.json`,
        en: `the card was signed with key ${skip.keyId}, which is not here; restore secrets.json`,
      };
    case "CardFactsChanged":
      return {
        id: "nama, KPJ, atau tanggal mulai berubah sejak kartu dibuat; kartu lama tidak dicetak ulang",
        en: "name, KPJ or start changed since the card was made; the old card is not printed again",
      };
    case "CardFieldMissing":
      return { id: `${skip.field} kosong`, en: `${skip.field} is empty` };
    case "CardFieldTooLong":
      return {
        id: `${skip.field} terlalu panjang: ${skip.lengthBytes} byte, paling banyak ${skip.limitBytes}`,
        en: `${skip.field} is too long: ${skip.lengthBytes} bytes, at most ${skip.limitBytes}`,
      };
    case "CardFieldHoldsNik":
      return {
        id: `${skip.field} memuat enam belas angka seperti NIK`,
        en: `${skip.field} holds sixteen digits like a NIK`,
      };
    case "CardNeverValid":
      return {
        id: "berakhir sebelum mulai berlaku",
        en: "ends before it starts",
      };
  }
}

const factNames = {
  name: ["nama", "the name"],
  KPJ: ["nomor KPJ", "the KPJ number"],
  start: ["tanggal mulai", "the start"],
} as const;
