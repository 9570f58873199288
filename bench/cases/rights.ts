import path from "node:path";
import pg from "pg";
import { countCards } from "../../src/cards/server.ts";
import { loadCityInputs, readCoverageSummary, readOverview } from "../../src/coverage/server.ts";
import type { Identity, Transaction } from "../../src/platform/database/database.ts";
import { type Office, openOffice } from "../../src/platform/office.ts";
import { openEmbeddedServer } from "../../src/platform/postgres/server.ts";
import type { BenchCase } from "../case.ts";
import type { Figure } from "../figures.ts";
import { measureCommand } from "../measure-command.ts";

const regencyCode = "73.71";
const roundsPerRepeat = 5;

/**
 * What row-level security costs the queries of the overview: the same functions on the same database as the
 * application (policies of city, seal and rights) and as a superuser, whom no policy binds.
 */
export const rightsCase: BenchCase = {
  name: "rights",
  async run(context) {
    const { workers, seed, cli, folder, repeat } = context;
    const dataDir = path.join(folder, "rights");
    const city = ["--workers", String(workers), "--seed", String(seed), "--data", dataDir];
    await measureCommand([cli, "demo", "run", ...city]);
    const server = await openEmbeddedServer({ dataDir, command: "bench", mayJoin: false });
    if (!server.ok) throw new Error(`no server: ${server.error.type}`);
    const { host, port, user, password, database } = server.value.superuser;
    const databaseUrl = `postgres://${user}:${password}@${host}:${port}/${database}`;
    const opened = await openOffice({
      ...{ dataDir, regencyCode, databaseUrl, command: "bench", mayJoin: true },
    });
    if (!opened.ok) throw new Error(`the office does not open: ${opened.error.type}`);
    // A superuser: row-level security does not bind it.
    const free = new pg.Client({ connectionString: databaseUrl });
    await free.connect();
    try {
      return await compare(opened.value, free, repeat * roundsPerRepeat);
    } finally {
      await free.end();
      await opened.value.close();
      await server.value.stop();
    }
  },
};

const queries: readonly (readonly [name: string, (on: Transaction) => Promise<unknown>])[] = [
  ["overview", async (on) => readOverview(on, regencyCode, await countCards(on))],
  [
    "coverage summary",
    (on) =>
      readCoverageSummary(on, {
        ...{ regencyCode, programmeCode: null, month: null },
        inputs: loadCityInputs(regencyCode),
      }),
  ],
];

async function compare(office: Office, free: pg.Client, rounds: number): Promise<Figure[]> {
  const planner: Identity = { regencyCode, actor: "user:planner", capacity: "figures" };
  const figures: Figure[] = [];
  for (const [name, query] of queries) {
    const bound: number[] = [];
    const unbound: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const withPolicies = await timeOf(() => office.db.look(planner, query));
      const without = await timeOf(() => query(free));
      if (round === 0) continue; // The first reads the disk.
      bound.push(withPolicies);
      unbound.push(without);
    }
    figures.push({
      name: `${name} under row-level security`,
      unit: "s",
      samples: bound,
      limit: { name: "the same without", samples: unbound },
      aim: { of: "ratio", most: 1.3 },
    });
  }
  return figures;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
