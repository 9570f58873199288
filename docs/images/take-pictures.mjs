// Takes the pictures of the README from a running Payung with the demonstration city, in English.
//
//   npm start                                        in one terminal, until the city is built
//   node docs/images/take-pictures.mjs               in another; PORT and CHROMIUM_PATH are honoured
//
// overview.png: the first page. person.png: the first chosen person of whom more than one row speaks.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const address = `http://localhost:${process.env.PORT ?? 3000}`;
const folder = path.dirname(fileURLToPath(import.meta.url));
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM_PATH ?? installed.find((file) => existsSync(file));

/** Signs in as the demonstration's programme officer; answers the cookies. */
async function signIn() {
  const { demonstrationAccounts } = await (await fetch(`${address}/api/sign-in`)).json();
  const { officialId } = demonstrationAccounts.find(({ grants }) =>
    grants.some(({ role }) => role === "officer"),
  );
  const headers = { "content-type": "application/json", "x-payung-request": "1" };
  const answer = await fetch(`${address}/api/auth/demonstration`, {
    method: "POST",
    headers,
    body: JSON.stringify({ officialId }),
  });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0].split(/=(.*)/s));
}

const cookies = await signIn();

async function ask(where) {
  const headers = { cookie: cookies.map(([name, value]) => `${name}=${value}`).join("; ") };
  return await (await fetch(address + where, { headers })).json();
}

async function findPerson() {
  const page = await ask("/api/roster");
  for (const line of page.lines) {
    const story = await ask(`/api/people/${line.personId}`);
    if (story.person.rows.length > 1) return line.personId;
  }
  throw new Error("nobody on the first page of the roster has two rows");
}

async function take(browser, where, file, height) {
  const page = await browser.newPage({ viewport: { width: 1440, height }, colorScheme: "light" });
  await page.context().addCookies(cookies.map(([name, value]) => ({ name, value, url: address })));
  await page.addInitScript(() => localStorage.setItem("payung.language", "en"));
  await page.goto(`${address}${where}`, { waitUntil: "domcontentloaded" });
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  // The server's events keep the network busy for ever, so pictures wait for what is shown.
  await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, file) });
  await page.close();
}

const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  await take(browser, "/", "overview.png", 1100);
  await take(browser, `/orang/${await findPerson()}`, "person.png", 1250);
} finally {
  await browser.close();
}
