import { closeSync, openSync, rmSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { claimDataFolder } from "./run-claim.ts";

/** What the program below is told (as JSON, its first argument); only tests run it. */
export interface ClaimOrder {
  readonly dataDir: string;
  readonly claims: number;
}

/**
 * Claims a data folder again and again, and dies holding it. In between a second
 * owner at the same time would find the file `inside` there, and the program ends with status 1.
 */
async function main({ dataDir, claims }: ClaimOrder): Promise<void> {
  const inside = path.join(dataDir, "inside");
  for (let done = 0; done < claims; ) {
    const outcome = await claimDataFolder(dataDir, "contend");
    if (outcome.type === "held") {
      await nextTurn();
      continue;
    }
    closeSync(openSync(inside, "wx"));
    await nextTurn();
    rmSync(inside);
    done += 1;
    if (done < claims) outcome.claim.release();
  }
  process.kill(process.pid, "SIGKILL");
}

await main(JSON.parse(process.argv[2] ?? "{}") as ClaimOrder);
