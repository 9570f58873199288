import { once } from "node:events";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { freshOffice } from "../src/platform/testing/database.ts";
import { buildOnce, startPayung } from "./test-command-line.ts";

/** A running Payung on a database and a data folder of its own. */
export interface Web {
  readonly address: string;
  ask<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

/** Starts `payung serve` as a process of its own, on whatever port is free. */
export async function startWeb(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Web> {
  buildOnce();
  const { office, url, close } = await freshOffice();
  const settings = { DATABASE_URL: url, PAYUNG_DATA: office.dataDir, PORT: "0", ...env };
  const server = startPayung(["serve", ...args], settings);
  const ended = once(server, "close");
  let words = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      words += text;
    });
  const address = await new Promise<string>((resolve, reject) => {
    server.stdout.on("data", () => {
      const said = /http:\/\/localhost:\d+/.exec(words)?.[0];
      if (said !== undefined) resolve(said);
    });
    server.once("close", () => reject(new Error(`payung serve ended:\n${words}`)));
  });
  return {
    address,
    ask: async <T>(path: string) => (await (await fetch(address + path)).json()) as T,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      await close();
    },
  };
}

export const sizes = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** A page of a visitor who was never here: light, Bahasa Indonesia, at a desk. */
export async function newVisitor(browser: Browser, web: Web): Promise<Page> {
  const context = await browser.newContext({
    baseURL: web.address,
    viewport: sizes.desk,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** Opens an address and waits until nothing on the page is still on its way. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settle(page);
}

export async function settle(page: Page): Promise<void> {
  await page.locator("main h1[data-page-title]").first().waitFor();
  const onItsWay = page.locator("[aria-busy=true]");
  while ((await onItsWay.count()) > 0) await onItsWay.first().waitFor({ state: "detached" });
}

/**
 * What a reader who cannot see or point would stumble over, in words; mild faults aside. Of a long
 * table the first rows are looked at: the others are made alike.
 */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude("tbody tr:nth-child(n+5)")
    .exclude("main ul[aria-label] > li:nth-child(n+5)")
    // Nothing of ours stands in a frame: no second page is needed to gather what frames say.
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target).join()})`);
}

/** Sixteen digits in a row, which only a NIK or a KK number has; hashes and ids are of other signs. */
export const wholeNik = /(?<![\da-f])\d{16}(?![\da-f])/i;
