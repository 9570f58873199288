import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Transaction } from "../platform/database/database.ts";
import { listRosters, type Roster } from "./store.ts";

export type ReferenceRefusal =
  | { readonly type: "NoSuchRoster"; readonly reference: string }
  | { readonly type: "RosterNotOne"; readonly reference: string };

/** The roster a user means: its run id or at least 6 first characters of it, its run number, or `latest`. */
export async function findRoster(
  transaction: Transaction,
  reference: string,
): Promise<Result<Roster, ReferenceRefusal>> {
  const text = reference.trim().toLowerCase();
  const runNo = /^\d{1,5}$/.test(text) ? Number(text) : null;
  const idBegins = /^[0-9a-f][0-9a-f-]{5,35}$/.test(text) ? text : null;
  if (text !== "latest" && runNo === null && idBegins === null)
    return refuse({ type: "NoSuchRoster", reference });
  const limit = text === "latest" ? 1 : 2;
  const [roster, another] = await listRosters(transaction, { runNo, idBegins, limit });
  if (roster === undefined) return refuse({ type: "NoSuchRoster", reference });
  if (another !== undefined) return refuse({ type: "RosterNotOne", reference });
  return ok(roster);
}

export function describeReferenceRefusal(refusal: ReferenceRefusal): Bilingual {
  if (refusal.type === "RosterNotOne") {
    return {
      id: `Lebih dari satu daftar dimulai dengan "${refusal.reference}". Tulis lebih banyak huruf dari nomornya: payung roster list`,
      en: `More than one roster begins with "${refusal.reference}". Write more of its id: payung roster list`,
    };
  }
  return {
    id: `Tidak ada daftar "${refusal.reference}". Pakai nomor daftar, sedikitnya 6 huruf pertama dari nomor panjangnya, atau "latest"; lihat: payung roster list`,
    en: `There is no roster "${refusal.reference}". Use its number, at least the first 6 characters of its id, or "latest"; see: payung roster list`,
  };
}
