import type { Command } from "commander";
import { countCards } from "../../cards/server.ts";
import { listLoads } from "../../intake/server.ts";
import { type CommandLine, CommandRefused } from "../../platform/command-line.ts";
import type { Office } from "../../platform/office.ts";
import {
  type DemonstrationNote,
  findDemonstration,
  noteDemonstration,
} from "../demonstration-note.ts";
import { startDemonstration } from "../demonstration-process.ts";
import { type GlobalOptions, openOfficeOrRefuse } from "../open-line.ts";
import { createProgressBoard } from "../progress-board.ts";
import { buildServer } from "../server.ts";
import { openUploads } from "../uploads.ts";

export function mountServeCommand(program: Command, line: CommandLine): void {
  program
    .command("serve")
    .description("Jalankan Payung di peramban / serve Payung at http://localhost:3000 (PORT)")
    .option("--empty", "do not build the demonstration city on an empty database", false)
    .addHelpText("after", "\nExample:\n  PORT=8080 payung serve --data /srv/payung --empty")
    .action(async (options: { empty: boolean }) => {
      const office = await openOfficeOrRefuse(program.opts<GlobalOptions>(), "serve", false);
      try {
        await serveUntilStopped(office, options.empty, line);
      } finally {
        await office.close();
      }
    });
}

async function serveUntilStopped(office: Office, empty: boolean, line: CommandLine): Promise<void> {
  const board = createProgressBoard();
  const uploads = openUploads(office.dataDir);
  const app = await buildServer({
    office,
    identify: async () => ({ actor: office.identity.actor, device: null, grants: "all" }),
    board,
    uploads,
    demonstration: async () => (await findDemonstration(office)) !== null,
  });
  const port = Number(process.env["PORT"] ?? 3000);
  const stopped = stopRequested();
  const wanted = await findWantedDemonstration(office, empty);
  // Before anybody can ask: a page that finds nothing being built would stop watching.
  if (wanted !== null) board.begin();
  try {
    await app.listen({ port, host: "127.0.0.1" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new CommandRefused(
      { type: "PortInUse" },
      {
        id: `Port ${port} sedang dipakai program lain. Pilih port lain, misalnya: PORT=3001 npm start`,
        en: `Port ${port} is in use by another program. Choose another one, e.g.: PORT=3001 npm start`,
      },
    );
  }
  const address = `http://localhost:${(app.server.address() as { port: number }).port}`;
  process.stdout.write(
    line.language === "id"
      ? `Payung siap di ${address} (basis data: ${office.how}). Ctrl-C untuk berhenti.\n`
      : `Payung is ready at ${address} (database: ${office.how}). Ctrl-C to stop.\n`,
  );
  const child = wanted === null ? null : startDemonstration(office.dataDir, wanted, board);
  await stopped;
  child?.kill("SIGTERM");
  uploads.stop();
  await app.close();
}

/** An empty database gets the demonstration city; one that was cut off is gone on with. */
async function findWantedDemonstration(
  office: Office,
  empty: boolean,
): Promise<DemonstrationNote | null> {
  const { loads, issued } = await office.db.look(office.identity, async (transaction) => ({
    loads: await listLoads(transaction),
    issued: await countCards(transaction),
  }));
  const known = await findDemonstration(office);
  // Cards are the last thing a demonstration makes: with them it is whole.
  if (known !== null) return issued === 0 ? known : null;
  if (empty || loads.length > 0) return null;
  const note = { workers: Number(process.env["PAYUNG_DEMO_WORKERS"] ?? 77_000), seed: 1 };
  await noteDemonstration(office, note);
  return note;
}

function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve());
  });
}
