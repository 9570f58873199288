import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";

/** Where the server listens, and under which names it answers. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** What people type; null: this computer only. */
  readonly publicUrl: URL | null;
  /** Addresses of the proxy whose word on client, host and TLS is taken. */
  readonly trustProxy: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

export type ListeningRefusal =
  | { readonly type: "UrlMissing"; readonly host: string }
  | { readonly type: "UrlUnreadable"; readonly text: string }
  | { readonly type: "UrlNotSecure"; readonly text: string }
  | { readonly type: "TlsMissing" }
  | { readonly type: "TlsIncomplete" }
  | { readonly type: "DemonstrationIsLocal" }
  | { readonly type: "NoAdministrator" };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where to listen. Without settings: this computer alone. Beyond it only under one `https` address that is stated, with
 * TLS of a proxy that is named or of own certificate files, when there is an administrator, and never as a demonstration.
 */
export function decideListening(
  env: Env,
  state: { readonly hasAdministrator: boolean; readonly isDemonstration: boolean },
): Result<Listening, ListeningRefusal> {
  const host = env["HOST"] || "127.0.0.1";
  const port = Number(env["PORT"] || 3000);
  const text = env["PAYUNG_URL"] || null;
  const trustProxy = (env["PAYUNG_TRUST_PROXY"] ?? "")
    .split(/[\s,]+/)
    .filter((part) => part !== "");
  const url = text === null ? null : readUrl(text);
  if (text !== null && url === null) return refuse({ type: "UrlUnreadable", text });
  const [certFile, keyFile] = [env["PAYUNG_TLS_CERT"] || null, env["PAYUNG_TLS_KEY"] || null];
  if ((certFile === null) !== (keyFile === null)) return refuse({ type: "TlsIncomplete" });
  const tls = certFile === null || keyFile === null ? null : { certFile, keyFile };
  const staysHere = isLoopback(host) && (url === null || isLoopback(url.hostname));
  if (staysHere) return ok({ host, port, publicUrl: null, trustProxy, tls: null });
  if (text === null || url === null) return refuse({ type: "UrlMissing", host });
  if (url.protocol !== "https:") return refuse({ type: "UrlNotSecure", text });
  if (tls === null && trustProxy.length === 0) return refuse({ type: "TlsMissing" });
  if (state.isDemonstration) return refuse({ type: "DemonstrationIsLocal" });
  if (!state.hasAdministrator) return refuse({ type: "NoAdministrator" });
  return ok({ host, port, publicUrl: url, trustProxy, tls });
}

/** An origin and nothing behind it, or null. */
function readUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isOrigin =
    url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  return isOrigin && /^https?:$/.test(url.protocol) ? url : null;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

export function describeListeningRefusal(refusal: ListeningRefusal): Bilingual {
  switch (refusal.type) {
    case "UrlMissing":
      return {
        id: `HOST=${refusal.host} membuka Payung bagi komputer lain. Nyatakan juga alamatnya, misalnya PAYUNG_URL=https://payung.kota.go.id.`,
        en: `HOST=${refusal.host} opens Payung to other computers. State its address too, e.g. PAYUNG_URL=https://payung.kota.go.id.`,
      };
    case "UrlUnreadable":
      return {
        id: `PAYUNG_URL bukan alamat: ${refusal.text}. Tulis seperti https://payung.kota.go.id, tanpa apa pun di belakangnya.`,
        en: `PAYUNG_URL is no address: ${refusal.text}. Write it like https://payung.kota.go.id, with nothing behind it.`,
      };
    case "UrlNotSecure":
      return {
        id: `PAYUNG_URL harus https: ${refusal.text}. Tanpa TLS, kata sandi dan data orang terbaca di jaringan.`,
        en: `PAYUNG_URL must be https: ${refusal.text}. Without TLS, passwords and people's data can be read on the network.`,
      };
    case "TlsMissing":
      return {
        id: "Siapa yang mengurus TLS? Sebut alamat proksi di depan Payung (PAYUNG_TRUST_PROXY=10.0.0.5), atau berkas sertifikat (PAYUNG_TLS_CERT dan PAYUNG_TLS_KEY).",
        en: "Who does TLS? Name the address of the proxy before Payung (PAYUNG_TRUST_PROXY=10.0.0.5), or certificate files (PAYUNG_TLS_CERT and PAYUNG_TLS_KEY).",
      };
    case "TlsIncomplete":
      return {
        id: "PAYUNG_TLS_CERT dan PAYUNG_TLS_KEY harus disebut berdua.",
        en: "PAYUNG_TLS_CERT and PAYUNG_TLS_KEY are needed together.",
      };
    case "DemonstrationIsLocal":
      return {
        id: "Kota peragaan dimasuki tanpa kata sandi, jadi hanya melayani komputer ini. Untuk kota sungguhan pakai folder data lain dan --empty.",
        en: "A demonstration is entered without a password, so it serves this computer only. For a real city use another data folder and --empty.",
      };
    case "NoAdministrator":
      return {
        id: "Belum ada administrator. Nyalakan dahulu tanpa HOST dan PAYUNG_URL, siapkan administrator di http://localhost:3000 (dari jauh: ssh -L 3000:localhost:3000 server), lalu buka untuk jaringan.",
        en: "There is no administrator yet. Start without HOST and PAYUNG_URL first, set up the administrator at http://localhost:3000 (from afar: ssh -L 3000:localhost:3000 server), then open it to the network.",
      };
  }
}
