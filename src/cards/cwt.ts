import { type PlainDate, parsePlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type CborMap, type CborValue, decodeCbor, encodeCbor, isArray, isMap } from "./cbor.ts";
import {
  attributeFullName,
  attributeId,
  type Identity,
  parseIdentity,
} from "./claim-169-attributes.ts";
import type { EpochSeconds } from "./instant.ts";

/**
 * What Payung adds to the identity: which programme insures the holder, against what, since when.
 *
 * Not on it: standing. What was paid changes every month and the card does not.
 */
export type CardCover = {
  readonly programmeCode: string;
  /** Programme set of the insurer, such as JKK and JKM. */
  readonly insurances: readonly string[];
  /** KPJ: the insurer's number of the participant; null while the insurer has given none. */
  readonly participantNumber: string | null;
  readonly startsOn: PlainDate;
};

/** What Payung puts on a card: no NIK, no birth date, no address, no disability (README.md). */
export type CardClaims = {
  readonly issuer: string;
  readonly memberNumber: string;
  readonly fullName: string;
  readonly issuedAt: EpochSeconds;
  readonly validFrom: EpochSeconds;
  /** First second at which the card is no longer valid; null when it has no end. */
  readonly expiresAt: EpochSeconds | null;
  readonly cover: CardCover;
};

/** Claims of a card that anyone may have issued under Claim 169. */
export type VerifiedClaims = {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly issuedAt: EpochSeconds | null;
  readonly validFrom: EpochSeconds | null;
  readonly expiresAt: EpochSeconds | null;
  readonly identity: Identity;
  /** Null on cards that Payung did not make. */
  readonly cover: CardCover | null;
};

export type CwtFault =
  | { readonly type: "CborParse"; readonly because: string }
  | { readonly type: "Claim169NotFound" }
  | { readonly type: "CoverParse"; readonly because: string };

/** The claims as a CBOR Web Token (RFC 8392) payload, deterministic. */
export function encodeCwt(claims: CardClaims): Uint8Array {
  const { cover } = claims;
  const coverMap = new Map<CborValue, CborValue>([
    [coverKey.programmeCode, cover.programmeCode],
    [coverKey.insurances, cover.insurances],
    [coverKey.startsOn, cover.startsOn],
  ]);
  if (cover.participantNumber !== null) {
    coverMap.set(coverKey.participantNumber, cover.participantNumber);
  }
  const payload = new Map<CborValue, CborValue>([
    [claimKey.issuer, claims.issuer],
    [claimKey.validFrom, claims.validFrom],
    [claimKey.issuedAt, claims.issuedAt],
    [
      claimKey.identity,
      new Map([
        [attributeId, claims.memberNumber],
        [attributeFullName, claims.fullName],
      ]),
    ],
    [claimKey.cover, coverMap],
  ]);
  if (claims.expiresAt !== null) payload.set(claimKey.expiresAt, claims.expiresAt);
  return encodeCbor(payload);
}

export function parseCwt(payload: Uint8Array): Result<VerifiedClaims, CwtFault> {
  const read = decodeCbor(payload);
  if (!read.ok) return refuse({ type: "CborParse", because: read.error.because });
  if (!isMap(read.value)) return refuse({ type: "CborParse", because: "claims are no map" });
  const claims = read.value;
  const faultyClaim = findFaultyClaim(claims);
  if (faultyClaim !== null) return refuse({ type: "CborParse", because: faultyClaim });
  const identityMap = claims.get(claimKey.identity);
  if (identityMap === undefined || !isMap(identityMap)) return refuse({ type: "Claim169NotFound" });
  const identity = parseIdentity(identityMap);
  if (!identity.ok) return refuse({ type: "CborParse", because: identity.error.because });
  const cover = parseCover(claims.get(claimKey.cover));
  if (!cover.ok) return cover;
  return ok({
    issuer: textOrNull(claims.get(claimKey.issuer)),
    subject: textOrNull(claims.get(claimKey.subject)),
    issuedAt: instantOrNull(claims.get(claimKey.issuedAt)),
    validFrom: instantOrNull(claims.get(claimKey.validFrom)),
    expiresAt: instantOrNull(claims.get(claimKey.expiresAt)),
    identity: identity.value,
    cover: cover.value,
  });
}

/** An end of validity that cannot be read must not become a card without end. */
function findFaultyClaim(claims: CborMap): string | null {
  for (const key of [claimKey.issuer, claimKey.subject]) {
    if (claims.has(key) && textOrNull(claims.get(key)) === null) return `claim ${key} is no text`;
  }
  for (const key of [claimKey.expiresAt, claimKey.validFrom, claimKey.issuedAt]) {
    if (claims.has(key) && instantOrNull(claims.get(key)) === null) {
      return `claim ${key} is no instant`;
    }
  }
  return null;
}

function parseCover(value: CborValue): Result<CardCover | null, CwtFault> {
  if (value === undefined) return ok(null);
  if (!isMap(value)) return refuse({ type: "CoverParse", because: "cover is no map" });
  const programmeCode = textOrNull(value.get(coverKey.programmeCode));
  const insurances = value.get(coverKey.insurances);
  const participantNumber = value.get(coverKey.participantNumber) ?? null;
  const startsOn = parsePlainDate(textOrNull(value.get(coverKey.startsOn)) ?? "");
  if (programmeCode === null) return refuse({ type: "CoverParse", because: "no programme" });
  if (insurances === undefined || !isArray(insurances) || !insurances.every(isText)) {
    return refuse({ type: "CoverParse", because: "no insurances" });
  }
  if (participantNumber !== null && !isText(participantNumber)) {
    return refuse({ type: "CoverParse", because: "participant number is no text" });
  }
  if (startsOn === null) return refuse({ type: "CoverParse", because: "no first day" });
  return ok({ programmeCode, insurances, participantNumber, startsOn });
}

function isText(value: CborValue): value is string {
  return typeof value === "string";
}

function textOrNull(value: CborValue): string | null {
  return isText(value) ? value : null;
}

function instantOrNull(value: CborValue): EpochSeconds | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/**
 * Claim numbers of the IANA registry "CBOR Web Token (CWT) Claims". Below -65536 is private use:
 * readers that do not know Payung pass over it.
 */
const claimKey = {
  issuer: 1,
  subject: 2,
  expiresAt: 4,
  validFrom: 5,
  issuedAt: 6,
  identity: 169,
  cover: -65_537,
} as const;

const coverKey = { programmeCode: 1, insurances: 2, participantNumber: 3, startsOn: 4 } as const;
