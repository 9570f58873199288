import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openEmbeddedServer } from "../../src/platform/postgres/server.ts";
import type { BenchCase, BenchContext } from "../case.ts";
import { measureCommand } from "../measure-command.ts";

const givesUpAfterMs = 60_000;

/** Server process started → first page served, on a fresh data folder with built pages; building apart. */
export const startCase: BenchCase = {
  name: "start",
  async run(context) {
    const build = await measureBuild(context);
    const starts: number[] = [];
    const limits: number[] = [];
    for (let round = 0; round < Math.max(context.repeat, 3); round += 1) {
      limits.push(await bareStart(context, round));
      starts.push(await startOnce(context, round));
      context.tell(`  round ${round + 1}: first page after ${starts.at(-1)?.toFixed(2)} s`);
    }
    return [
      {
        name: "process start to first page",
        unit: "s",
        samples: starts,
        limit: { name: "node + initdb + postgres start", samples: limits },
        aim: { of: "median", most: 5 },
      },
      { name: "building server and pages", unit: "s", samples: [build], limit: null, aim: null },
    ];
  },
};

/** Without its stamp the build is made anew, as on a fresh clone. */
async function measureBuild({ projectDir }: BenchContext): Promise<number> {
  rmSync(path.join(projectDir, "dist/stamp"), { force: true });
  return (await measureCommand([path.join(projectDir, "bin/build.mjs"), "--quiet"])).wallS;
}

/** What no program can go below here: Node's own start, then a cluster made and started. */
async function bareStart(context: BenchContext, round: number): Promise<number> {
  const node = await measureCommand(["-e", "0"]);
  const dataDir = path.join(context.folder, `bare-start-${round}`);
  const server = await openEmbeddedServer({ dataDir, command: "bench", mayJoin: false });
  if (!server.ok) throw new Error(`the bare server did not start: ${server.error.type}`);
  await server.value.stop();
  const { initMs, startMs } = server.value.timings;
  return node.wallS + (initMs + startMs) / 1000;
}

async function startOnce({ projectDir, folder }: BenchContext, round: number): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn(process.execPath, [path.join(projectDir, "bin/start.mjs")], {
    env: {
      ...process.env,
      PORT: String(port),
      PAYUNG_DATA: path.join(folder, `start-${round}`),
      // As npm start on an empty database does it, with a city small enough to be left unfinished.
      PAYUNG_DEMO_WORKERS: "200",
    },
    stdio: "ignore",
  });
  const ended = once(server, "close");
  try {
    await firstPage(`http://localhost:${port}/`, startedAt + givesUpAfterMs);
    return (performance.now() - startedAt) / 1000;
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
}

async function firstPage(address: string, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    const page = await fetch(address).catch(() => null);
    if (page?.ok && (await page.text()).includes("<script")) return;
    await pause(10);
  }
  throw new Error(`no page at ${address} within ${givesUpAfterMs / 1000} s`);
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  return typeof address === "object" && address !== null ? address.port : 3000;
}
