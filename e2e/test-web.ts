import { once } from "node:events";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { freshOffice } from "../src/platform/testing/database.ts";
import { buildOnce, jsonOf, payungWith, startPayung } from "./test-command-line.ts";

/** A running Payung on a database and a data folder of its own. */
export interface Web {
  readonly address: string;
  readonly pid: number;
  readonly dataDir: string;
  /** The settings that its process was given. */
  readonly env: Readonly<Record<string, string>>;
  /** Asks as whoever signed in last, nobody before. */
  ask<T>(path: string): Promise<T>;
  /** Signs in as the demonstration's officer, or where there is no demonstration as one invited on the command line. */
  signIn(): Promise<void>;
  /** The cookies of whoever signed in last, for a browser. */
  cookies(): readonly { readonly name: string; readonly value: string; readonly url: string }[];
  /** Rows of a query past row-level security. */
  sql<T extends object>(query: string): Promise<readonly T[]>;
  stop(): Promise<void>;
}

/** Starts `payung serve` as a process of its own, on whatever port is free. */
export async function startWeb(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Web> {
  buildOnce();
  const { office, admin, url, close } = await freshOffice();
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
  const cookies = new Map<string, string>();
  const request = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(address + path, {
      headers: {
        cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
        ...(body === undefined
          ? {}
          : { "content-type": "application/json", "x-payung-request": "1", origin: address }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    address,
    pid: server.pid ?? 0,
    dataDir: office.dataDir,
    env: settings,
    ask: (path) => request(path),
    async signIn() {
      const { demonstrationAccounts } = await request<SignInOffers>("/api/sign-in");
      const officer = demonstrationAccounts?.find(({ grants }) =>
        grants.some(({ role }) => role === "officer"),
      );
      if (officer !== undefined)
        await request("/api/auth/demonstration", { officialId: officer.officialId });
      else await request("/api/links/use", { token: await invite(settings), password: passphrase });
    },
    cookies: () => [...cookies].map(([name, value]) => ({ name, value, url: address })),
    sql: async <T extends object>(query: string) => (await admin.query<T>(query)).rows,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      await close();
    },
  };
}

interface SignInOffers {
  readonly demonstrationAccounts:
    | readonly {
        readonly officialId: string;
        readonly grants: readonly { readonly role: string }[];
      }[]
    | null;
}

const passphrase = "perahu phinisi di ujung dermaga";

/** Invites an officer of the labour office on the command line; answers the token of the link. */
async function invite(settings: Readonly<Record<string, string>>): Promise<string> {
  const said = await payungWith(settings)(
    ...["account", "invite", "--name", "Andi Contoh", "--email", "andi@contoh.id"],
    ...["--number", "PEGAWAI-1", "--role", "officer", "--json"],
  );
  return jsonOf<{ link: string }>(said).link.split("#")[1] ?? "";
}

export const sizes = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** A page of somebody who signed in and was never here before: light, Bahasa Indonesia, at a desk. */
export async function newVisitor(browser: Browser, web: Web): Promise<Page> {
  const context = await browser.newContext({
    baseURL: web.address,
    viewport: sizes.desk,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  if (web.cookies().length === 0) await web.signIn();
  await context.addCookies([...web.cookies()]);
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
