import { ok, type Result, refuse } from "../../kernel/result.ts";
import type { Bilingual } from "../../kernel/statement.ts";

/** The city's own provider of identities (OpenID Connect), as the operator states it. */
export interface OidcSettings {
  /** `https://sso.kota.go.id`; its description lies under `/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the button names it: "SSO Kota Makassar". */
  readonly name: string;
  /** What the provider must say for its second factor to count here; null: Payung asks for its own. */
  readonly secondFactor: SecondFactorClaim | null;
}

/** `amr` lists the ways that were used (RFC 8176), `acr` names a level that the provider defines. */
export interface SecondFactorClaim {
  readonly claim: "amr" | "acr";
  readonly value: string;
}

export const providerId = "kota";

export type OidcSettingsRefusal =
  | { readonly type: "OidcIncomplete"; readonly missing: readonly string[] }
  | { readonly type: "OidcSecondFactorUnreadable"; readonly text: string };

/** The settings of the environment: none, all that are needed, or which are missing. */
export function readOidcSettings(
  env: Readonly<Record<string, string | undefined>>,
): Result<OidcSettings | null, OidcSettingsRefusal> {
  const wanted = {
    PAYUNG_OIDC_ISSUER: env["PAYUNG_OIDC_ISSUER"],
    PAYUNG_OIDC_CLIENT_ID: env["PAYUNG_OIDC_CLIENT_ID"],
    PAYUNG_OIDC_CLIENT_SECRET: env["PAYUNG_OIDC_CLIENT_SECRET"],
  };
  const missing = Object.entries(wanted).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === 3) return ok(null);
  if (missing.length > 0) return refuse({ type: "OidcIncomplete", missing });
  const text = env["PAYUNG_OIDC_SECOND_FACTOR"] ?? "";
  const read = /^(amr|acr)=(\S+)$/.exec(text);
  if (text !== "" && read === null) return refuse({ type: "OidcSecondFactorUnreadable", text });
  return ok({
    issuer: wanted.PAYUNG_OIDC_ISSUER ?? "",
    clientId: wanted.PAYUNG_OIDC_CLIENT_ID ?? "",
    clientSecret: wanted.PAYUNG_OIDC_CLIENT_SECRET ?? "",
    name: env["PAYUNG_OIDC_NAME"] || "SSO",
    secondFactor: read && { claim: read[1] as "amr" | "acr", value: read[2] ?? "" },
  });
}

/** Whether what the provider says of this sign-in is the second factor that the operator counts. */
export function providerHasSecondFactor(
  wanted: SecondFactorClaim | null,
  claims: Readonly<Record<string, unknown>>,
): boolean {
  if (wanted === null) return false;
  const said = claims[wanted.claim];
  return Array.isArray(said) ? said.includes(wanted.value) : said === wanted.value;
}

export function describeOidcRefusal(refusal: OidcSettingsRefusal): Bilingual {
  switch (refusal.type) {
    case "OidcIncomplete": {
      const names = refusal.missing.join(", ");
      return {
        id: `Penyedia masuk kota belum lengkap: ${names} tidak ada. Lengkapi, atau hapus semua PAYUNG_OIDC_…`,
        en: `The city's sign-in provider is incomplete: ${names} is missing. Complete it, or unset every PAYUNG_OIDC_…`,
      };
    }
    case "OidcSecondFactorUnreadable":
      return {
        id: `PAYUNG_OIDC_SECOND_FACTOR tidak terbaca: ${refusal.text}. Tulis seperti amr=mfa atau acr=NILAI.`,
        en: `PAYUNG_OIDC_SECOND_FACTOR cannot be read: ${refusal.text}. Write it like amr=mfa or acr=VALUE.`,
      };
  }
}
