import type { Office } from "../platform/office.ts";
import { findSetting, keepSetting } from "../platform/settings.ts";
import type { DemonstrationOptions } from "./demonstration.ts";

/** What an installation remembers of its demonstration: that there is one, and which city. */
export type DemonstrationNote = Pick<DemonstrationOptions, "workers" | "seed">;

const settingName = "demonstration";

export async function noteDemonstration(
  office: Office,
  { workers, seed }: DemonstrationNote,
): Promise<void> {
  await office.db.act(office.identity, async (transaction) => {
    const known = (await findSetting(transaction, settingName)) as DemonstrationNote | null;
    if (known?.workers === workers && known.seed === seed) return;
    await keepSetting(transaction, office.identity, settingName, { workers, seed });
  });
}

export async function findDemonstration(office: Office): Promise<DemonstrationNote | null> {
  return await office.db.look(
    office.identity,
    async (transaction) =>
      (await findSetting(transaction, settingName)) as DemonstrationNote | null,
  );
}
