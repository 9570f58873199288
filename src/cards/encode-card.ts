import { ok, type Result, refuse } from "../kernel/result.ts";
import { encodeBase45 } from "./base45.ts";
import { eddsa, encodeProtectedHeader, encodeSign1, sign1Input } from "./cose-sign1.ts";
import { type CardClaims, encodeCwt } from "./cwt.ts";
import { wrapAsZlib } from "./zlib-stored.ts";

/** Signs with one Ed25519 key; the key itself stays with whoever made the signer. */
export type CardSigner = {
  /** First 8 bytes of the SHA-256 of the public key. */
  readonly kid: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

export type CardRefusal =
  | { readonly type: "CardFieldMissing"; readonly field: CardField }
  | {
      readonly type: "CardFieldTooLong";
      readonly field: CardField;
      readonly lengthBytes: number;
      readonly limitBytes: number;
    }
  | { readonly type: "CardFieldHoldsNik"; readonly field: CardField }
  | { readonly type: "CardNeverValid"; readonly validFrom: number; readonly expiresAt: number };

type CardField =
  | "issuer"
  | "memberNumber"
  | "fullName"
  | "programmeCode"
  | "insurances"
  | "participantNumber";

/**
 * Text of the QR of one card: claims → CWT → COSE_Sign1 (EdDSA) → zlib → Base45.
 *
 * Shape: characters of the QR alphanumeric mode, spaces among them; typically 330-360 of them.
 * The same claims and key give the same text on any machine: Ed25519 signatures are deterministic.
 * Errors: a field that is missing, too long for a QR that cheap phones read, or that holds 16
 * digits in a row, which is what a NIK looks like.
 */
export function encodeCard(claims: CardClaims, signer: CardSigner): Result<string, CardRefusal> {
  const refusal = findRefusal(claims);
  if (refusal !== null) return refuse(refusal);
  const header = encodeProtectedHeader(eddsa, signer.kid);
  const payload = encodeCwt(claims);
  const signature = signer.sign(sign1Input(header, payload));
  return ok(encodeBase45(wrapAsZlib(encodeSign1(header, payload, signature))));
}

function findRefusal(claims: CardClaims): CardRefusal | null {
  const { cover, expiresAt, validFrom } = claims;
  if (expiresAt !== null && expiresAt <= validFrom) {
    return { type: "CardNeverValid", validFrom, expiresAt };
  }
  return (
    findFieldRefusal("issuer", claims.issuer) ??
    findFieldRefusal("memberNumber", claims.memberNumber) ??
    findFieldRefusal("fullName", claims.fullName) ??
    findFieldRefusal("programmeCode", cover.programmeCode) ??
    findFieldRefusal("insurances", cover.insurances.join("+")) ??
    (cover.participantNumber === null
      ? null
      : findFieldRefusal("participantNumber", cover.participantNumber))
  );
}

function findFieldRefusal(field: CardField, text: string): CardRefusal | null {
  if (text.trim() === "") return { type: "CardFieldMissing", field };
  if (/\d{16}/.test(text.replaceAll(/[\s.-]/g, ""))) return { type: "CardFieldHoldsNik", field };
  const lengthBytes = utf8Length(text);
  const limitBytes = limitBytesByField[field];
  return lengthBytes > limitBytes
    ? { type: "CardFieldTooLong", field, lengthBytes, limitBytes }
    : null;
}

/**
 * All at their limit make 546 characters, QR version 15 (77 modules of 0.34 mm) at ECC M: still
 * readable. The civil registry writes names of at most 60 letters (Permendagri 73/2022).
 */
const limitBytesByField = {
  issuer: 48,
  memberNumber: 24,
  fullName: 72,
  programmeCode: 32,
  insurances: 24,
  participantNumber: 16,
} as const;

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return length;
}
