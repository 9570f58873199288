import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { enterInJournal, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { canonicalText } from "./programme.ts";
import {
  describeProgrammeRefusal,
  type ProgrammeRefusal,
  readProgramme,
} from "./read-programme.ts";
import { findProgramme, insertProgramme, type ProgrammeVersion } from "./store.ts";

export type CreateRefusal =
  | ProgrammeRefusal
  | { readonly type: "ProgrammeOfOtherCity"; readonly area: string; readonly regencyCode: string };

/** Records a programme from its YAML file. The same content again is the same version. */
export async function createProgramme(
  office: Office,
  file: string,
): Promise<Result<ProgrammeVersion & { readonly alreadyThere: boolean }, CreateRefusal>> {
  const name = path.basename(file);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error)
    return refuse({ type: "ProgrammeUnreadable", file: name, reason: text.code ?? text.message });
  const read = readProgramme(text, name);
  if (!read.ok) return read;
  const programme = read.value;
  const { regencyCode } = office.identity;
  if (programme.area !== regencyCode)
    return refuse({ type: "ProgrammeOfOtherCity", area: programme.area, regencyCode });
  const sha256 = createHash("sha256").update(canonicalText(programme)).digest("hex");
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "programme");
    const known = await findProgramme(transaction, programme.code);
    if (known?.sha256 === sha256) return ok({ ...known, alreadyThere: true });
    const version = {
      code: programme.code,
      versionNo: (known?.versionNo ?? 0) + 1,
      sha256,
      programme,
    };
    await insertProgramme(transaction, office.identity, version);
    await enterInJournal(transaction, office.identity, {
      act: "programme.decided",
      subject: programme.code,
      body: { version: version.versionNo, sha256 },
    });
    return ok({ ...version, alreadyThere: false });
  });
}

export function describeCreateRefusal(refusal: CreateRefusal): Bilingual {
  if (refusal.type !== "ProgrammeOfOtherCity") return describeProgrammeRefusal(refusal);
  return {
    id: `Program ini untuk ${refusal.area}, sedangkan data ini milik ${refusal.regencyCode}.`,
    en: `This programme is for ${refusal.area}, these data belong to ${refusal.regencyCode}.`,
  };
}
