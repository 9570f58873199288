import type { Command } from "commander";
import type { FastifyInstance } from "fastify";
import { anchorDaily } from "../../audit/server.ts";
import { countCards } from "../../cards/server.ts";
import { listLoads } from "../../intake/server.ts";
import { type CommandLine, CommandRefused } from "../../platform/command-line.ts";
import type { Office } from "../../platform/office.ts";
import {
  createSetUpLink,
  createSignIn,
  defaultLife,
  describeOidcRefusal,
  hasAdministrator,
  type OidcSettings,
  readOidcSettings,
} from "../../platform/sign-in/server.ts";
import { keepDemonstrationAccounts } from "../demonstration-accounts.ts";
import {
  type DemonstrationNote,
  findDemonstration,
  noteDemonstration,
} from "../demonstration-note.ts";
import { startDemonstration } from "../demonstration-process.ts";
import { decideListening, describeListeningRefusal, type Listening } from "../listening.ts";
import { type GlobalOptions, openOfficeOrRefuse } from "../open-line.ts";
import { createProgressBoard } from "../progress-board.ts";
import { buildServer } from "../server.ts";
import { today } from "../today.ts";
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
  const stopped = stopRequested();
  const wanted = await findWantedDemonstration(office, empty);
  const isDemonstration = (await findDemonstration(office)) !== null;
  if (isDemonstration) await keepDemonstrationAccounts(office);
  const administrator = await hasAdministrator(office);
  const listening = listeningOrRefuse(administrator, isDemonstration);
  const setUp = createSetUpLink();
  let address = listening.publicUrl?.origin ?? "";
  const signIn = createSignIn({
    office,
    origin: () => address,
    origins: () => originsOf(listening, address),
    oidc: oidcOrRefuse(),
    life: defaultLife,
    isDemonstration,
  });
  const app = await buildServer({
    office,
    signIn,
    setUp,
    listening,
    board,
    uploads,
    demonstration: async () => (await findDemonstration(office)) !== null,
  });
  // Before anybody can ask: a page that finds nothing being built would stop watching.
  if (wanted !== null) board.begin();
  await listenOrRefuse(app, listening);
  const { port } = app.server.address() as { readonly port: number };
  if (listening.publicUrl === null) address = `http://localhost:${port}`;
  const child = wanted === null ? null : startDemonstration(office.dataDir, wanted, board);
  tellReady(line, office, address);
  if (!isDemonstration && !administrator) tellSetUp(line, `${address}/penyiapan#${setUp.token}`);
  const stopAnchoring = keepAnchoring(office);
  await signIn.warmUp();
  await stopped;
  stopAnchoring();
  child?.kill("SIGTERM");
  uploads.stop();
  await app.close();
}

function listeningOrRefuse(administrator: boolean, isDemonstration: boolean): Listening {
  const decided = decideListening(process.env, {
    hasAdministrator: administrator,
    isDemonstration,
  });
  if (!decided.ok) throw new CommandRefused(decided.error, describeListeningRefusal(decided.error));
  return decided.value;
}

function oidcOrRefuse(): OidcSettings | null {
  const read = readOidcSettings(process.env);
  if (!read.ok) throw new CommandRefused(read.error, describeOidcRefusal(read.error));
  return read.value;
}

/** Pages under any name of this computer are ours; beyond it only those of the public address. */
function originsOf({ publicUrl }: Listening, address: string): readonly string[] {
  if (publicUrl !== null) return [publicUrl.origin];
  return ["localhost", "127.0.0.1", "[::1]"].map((name) => address.replace("localhost", name));
}

async function listenOrRefuse(app: FastifyInstance, { host, port }: Listening): Promise<void> {
  try {
    await app.listen({ port, host });
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
}

function tellReady(line: CommandLine, office: Office, address: string): void {
  process.stdout.write(
    line.language === "id"
      ? `Payung siap di ${address} (basis data: ${office.how}). Ctrl-C untuk berhenti.\n`
      : `Payung is ready at ${address} (database: ${office.how}). Ctrl-C to stop.\n`,
  );
}

/** Whoever reads this console sets up the administrator; a stranger on the network who finds the page cannot. */
function tellSetUp(line: CommandLine, link: string): void {
  process.stdout.write(
    line.language === "id"
      ? `Belum ada administrator. Buka tautan sekali pakai ini untuk menyiapkannya:\n  ${link}\n`
      : `There is no administrator yet. Open this one-time link to set one up:\n  ${link}\n`,
  );
}

const hourMs = 3_600_000;

/** Anchors the journal once a day; looks for it every hour, so that a day begun while it slept is not missed. */
function keepAnchoring(office: Office): () => void {
  const anchor = () =>
    anchorDaily(office, today()).catch((error: Error) => {
      process.stderr.write(`The journal was not anchored today: ${error.message}\n`);
    });
  const timer = setInterval(anchor, hourMs);
  void anchor();
  return () => clearInterval(timer);
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
