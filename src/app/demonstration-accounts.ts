import { createHash } from "node:crypto";
import { findRegency } from "../areas/index.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import { listOfficials, recordOfficial, recordRole } from "../platform/access/officials.ts";
import type { Role } from "../platform/access/rights.ts";
import { actingAs, type Office } from "../platform/office.ts";
import { keepAccount } from "../platform/sign-in/server.ts";

/** Invented officials, one for each role, in the order of the sign-in page. */
const cast: readonly { readonly role: Role; readonly name: string; readonly where: Where }[] = [
  { role: "officer", name: "Andi Rekaan", where: "regency" },
  { role: "approver", name: "Basse Contoh", where: "regency" },
  { role: "finance", name: "Daeng Misal", where: "regency" },
  { role: "verifier", name: "Fitri Umpama", where: "kelurahan" },
  { role: "field-officer", name: "Galib Andaian", where: "kelurahan" },
  { role: "rt-head", name: "Hasan Khayali", where: "rw" },
  { role: "perisai-agent", name: "Intan Peraga", where: "rw" },
  { role: "liaison", name: "Johan Tiruan", where: "regency" },
  { role: "planner", name: "Kartini Fiktif", where: "regency" },
  { role: "auditor", name: "Lamappa Buatan", where: "regency" },
  { role: "administrator", name: "Mira Percontohan", where: "regency" },
];

type Where = "regency" | "kelurahan" | "rw";

/**
 * Makes the accounts that a demonstration is entered by; harmless when repeated. They have no password and are usable
 * only while the installation is a demonstration (docs/decisions/0026).
 */
export async function keepDemonstrationAccounts(base: Office): Promise<void> {
  const office = actingAs(base, { actor: "demo:penyiapan" });
  const { identity } = office;
  const accounts = cast.map(({ role, name, where }, index) => ({
    official: {
      officialId: uuidOfHash(createHash("sha256").update(`payung/demonstration/${role}`).digest()),
      name,
      email: `${role}@peragaan.invalid`,
      employeeNumber: `PERAGAAN-${String(index + 1).padStart(2, "0")}`,
    },
    role,
    areaCode: areaOf(identity.regencyCode, where),
  }));
  await office.db.act(identity, async (transaction) => {
    const known = new Set((await listOfficials(transaction)).map(({ officialId }) => officialId));
    for (const { official, role, areaCode } of accounts) {
      if (known.has(official.officialId)) continue;
      await recordOfficial(transaction, identity, official);
      const { officialId } = official;
      await recordRole(transaction, identity, { officialId, role, areaCode }, true);
    }
  });
  for (const { official } of accounts)
    await keepAccount(office.accounts, {
      userId: official.officialId,
      name: official.name,
      email: official.email,
      demonstration: true,
    });
}

/** A kelurahan in the middle of the city's list, and its first RW. */
function areaOf(regencyCode: string, where: Where): string {
  const kecamatan = findRegency(regencyCode)?.kecamatan ?? [];
  const kelurahan = kecamatan[Math.floor(kecamatan.length / 2)]?.kelurahan[0]?.code;
  if (where === "regency" || kelurahan === undefined) return regencyCode;
  return where === "rw" ? `${kelurahan}/001` : kelurahan;
}
