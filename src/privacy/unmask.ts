import { maskNiksIn } from "../kernel/nik.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { lookOnRecord } from "../platform/journal/look-on-record.ts";
import type { Office } from "../platform/office.ts";
import { findNik } from "../resolution/server.ts";
import type { UnmaskPurpose } from "./index.ts";

export interface UnmaskRequest {
  readonly personId: Uuid;
  readonly purpose: UnmaskPurpose;
  /** Needed for the purpose `other`. */
  readonly words: string;
}

export type UnmaskRefusal = { readonly type: "PurposeNotSaid" } | { readonly type: "NoUsableNik" };

/** A whole NIK, answered only after the journal says who saw it and what for. */
export async function unmaskNik(
  office: Office,
  { personId, purpose, words }: UnmaskRequest,
): Promise<Result<string, UnmaskRefusal>> {
  const said = maskNiksIn(words.trim());
  if (purpose === "other" && said.replace(/[^\p{L}]/gu, "").length < 5)
    return refuse({ type: "PurposeNotSaid" });
  const body = { code: purpose, purpose: said === "" ? purposeWords[purpose] : said };
  const nik = await lookOnRecord(
    office,
    (transaction) => findNik(office, transaction, personId),
    (found) => (found === null ? [] : [{ act: "identifier.unmasked", subject: personId, body }]),
  );
  return nik === null ? refuse({ type: "NoUsableNik" }) : ok(nik);
}

/** How the journal says what for: the person reads it in the copy of her trail, in the language of the office. */
const purposeWords: Readonly<Record<UnmaskPurpose, string>> = {
  "match-ktp": "mencocokkan dengan KTP di tangan",
  "insurer-asks": "BPJS Ketenagakerjaan bertanya",
  request: "menjawab permintaan orangnya",
  audit: "pemeriksaan",
  other: "lainnya",
};

export function describeUnmaskRefusal(refusal: UnmaskRefusal): Bilingual {
  if (refusal.type === "PurposeNotSaid")
    return {
      id: "Sebutkan untuk apa NIK ini dibuka, dengan kata-kata.",
      en: "Say in words what this NIK is unmasked for.",
    };
  return {
    id: "Orang ini tidak mempunyai NIK yang dapat dipakai, atau ia di luar wilayah Anda.",
    en: "This person has no usable NIK, or is outside your area.",
  };
}
