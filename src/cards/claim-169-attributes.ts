import { ok, type Result, refuse } from "../kernel/result.ts";
import { type CborMap, type CborValue, isArray, isMap } from "./cbor.ts";

/**
 * The attributes of CWT claim 169 "identity-data" (IANA), number → name → kind.
 *
 * Source: MOSIP, "169 - QR Code Specifications" (attributes 1-18), and the vectors of
 * idpass/claim-169 0.3.0 (19-23, biometrics 50-65). Payung writes 1 and 4 alone; the rest is read
 * so that a card of another issuer is shown whole.
 */
const attributes = [
  [1, "id", "text"],
  [2, "version", "text"],
  [3, "language", "text"],
  [4, "fullName", "text"],
  [5, "firstName", "text"],
  [6, "middleName", "text"],
  [7, "lastName", "text"],
  [8, "dateOfBirth", "text"],
  [9, "gender", "integer"],
  [10, "address", "text"],
  [11, "email", "text"],
  [12, "phone", "text"],
  [13, "nationality", "text"],
  [14, "maritalStatus", "integer"],
  [15, "guardian", "text"],
  [16, "photo", "bytes"],
  [17, "photoFormat", "integer"],
  [18, "bestQualityFingers", "integers"],
  [19, "secondaryFullName", "text"],
  [20, "secondaryLanguage", "text"],
  [21, "locationCode", "text"],
  [22, "legalStatus", "text"],
  [23, "countryOfIssuance", "text"],
  [50, "rightThumb", "biometrics"],
  [51, "rightPointerFinger", "biometrics"],
  [52, "rightMiddleFinger", "biometrics"],
  [53, "rightRingFinger", "biometrics"],
  [54, "rightLittleFinger", "biometrics"],
  [55, "leftThumb", "biometrics"],
  [56, "leftPointerFinger", "biometrics"],
  [57, "leftMiddleFinger", "biometrics"],
  [58, "leftRingFinger", "biometrics"],
  [59, "leftLittleFinger", "biometrics"],
  [60, "rightIris", "biometrics"],
  [61, "leftIris", "biometrics"],
  [62, "face", "biometrics"],
  [63, "rightPalm", "biometrics"],
  [64, "leftPalm", "biometrics"],
  [65, "voice", "biometrics"],
] as const;

type AttributeName = (typeof attributes)[number][1];
type AttributeKind = (typeof attributes)[number][2];

export const attributeId = 1;
export const attributeFullName = 4;

type Biometric = {
  readonly data: Uint8Array | null;
  readonly format: number | null;
  readonly subFormat: number | null;
  readonly issuer: string | null;
};

type IdentityValue = string | number | Uint8Array | readonly number[] | readonly Biometric[];

/** Identity as a card states it: attributes by name, and by number those we have no name for. */
export type Identity = {
  readonly id: string | null;
  readonly fullName: string | null;
  readonly attributes: ReadonlyMap<AttributeName, IdentityValue>;
  readonly unknown: ReadonlyMap<CborValue, CborValue>;
};

export type IdentityFault = { readonly type: "NotIdentity"; readonly because: string };

/** A known number with a value of another kind is refused: nobody can say what it states. */
export function parseIdentity(claim: CborMap): Result<Identity, IdentityFault> {
  const known = new Map<AttributeName, IdentityValue>();
  const unknown = new Map(claim);
  for (const [number, name, kind] of attributes) {
    const value = claim.get(number);
    unknown.delete(number);
    if (value === undefined || value === null) continue;
    const read = readValue(value, kind);
    if (read === null) {
      return refuse({
        type: "NotIdentity",
        because: `attribute ${number} (${name}) is no ${kind}`,
      });
    }
    known.set(name, read);
  }
  return ok({
    id: textOrNull(known.get("id")),
    fullName: textOrNull(known.get("fullName")),
    attributes: known,
    unknown,
  });
}

function readValue(value: CborValue, kind: AttributeKind): IdentityValue | null {
  switch (kind) {
    case "text":
      return textOrNull(value);
    case "integer":
      return integerOrNull(value);
    case "bytes":
      return value instanceof Uint8Array ? value : null;
    case "integers":
      return isArray(value) ? everyOrNull(value, integerOrNull) : null;
    case "biometrics":
      return isArray(value) ? everyOrNull(value, biometricOrNull) : null;
  }
}

function biometricOrNull(value: CborValue): Biometric | null {
  if (!isMap(value)) return null;
  const data = value.get(0);
  return {
    data: data instanceof Uint8Array ? data : null,
    format: integerOrNull(value.get(1)),
    subFormat: integerOrNull(value.get(2)),
    issuer: textOrNull(value.get(3)),
  };
}

function everyOrNull<T>(
  values: readonly CborValue[],
  read: (value: CborValue) => T | null,
): readonly T[] | null {
  const items = values.map(read).filter((item) => item !== null);
  return items.length === values.length ? items : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function integerOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}
