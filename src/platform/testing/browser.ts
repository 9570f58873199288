import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const installedPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const flags = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--no-first-run",
];

/** Starts the browser the tests look through. */
export async function launchBrowser(): Promise<Browser> {
  // Chromium's sandbox refuses root, which is who runs in most containers.
  const rootFlags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: await findOrInstallBrowser(),
    args: [...flags, ...rootFlags],
  });
}

/**
 * The program file of a Chromium or Chrome: the one CHROMIUM_PATH names, one that is installed,
 * Playwright's own, else one that can be installed here without asking. Throws with what to
 * install when there is none.
 */
export async function findOrInstallBrowser(): Promise<string> {
  const found = findBrowser(process.env.CHROMIUM_PATH, [...installedPlaces, playwrightsOwn()]);
  if (found !== null) return found;
  // Debian's package brings the libraries it needs; Playwright's own browser relies on them being there.
  const tried = mayInstallPackages() ? installDebians() : installPlaywrights();
  const installed = findBrowser(undefined, [...installedPlaces, playwrightsOwn()]);
  if (installed !== null) return installed;
  throw new Error(
    [
      "The browser tests need Chromium or Chrome, and none was found. Install one of these, then run again:",
      "  Debian, Ubuntu      sudo apt-get install chromium   (Ubuntu: chromium-browser)",
      "  macOS               brew install --cask google-chrome",
      "  any                 npx playwright-core install --with-deps chromium",
      "or set CHROMIUM_PATH to the program file of one that is installed elsewhere.",
      `Tried by itself: ${tried}`,
    ].join("\n"),
  );
}

/** Of the file that was named (which must exist) and the places to look, the first that is there. */
export function findBrowser(named: string | undefined, places: readonly string[]): string | null {
  if (!named) return places.find((place) => place !== "" && existsSync(place)) ?? null;
  if (existsSync(named)) return named;
  throw new Error(
    `CHROMIUM_PATH names ${named}, and there is no such file: correct it or unset it`,
  );
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return ""; // Playwright has no browser for this platform.
  }
}

function installPlaywrights(): string {
  return run("npx", ["playwright-core", "install", "chromium"]);
}

function mayInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function installDebians(): string {
  const update = run("apt-get", ["update"]);
  return `${update}; ${run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"])}`;
}

function run(program: string, args: readonly string[]): string {
  process.stderr.write(`No browser found; running: ${program} ${args.join(" ")}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, error, stderr } = spawnSync(program, args, {
    env,
    encoding: "utf8",
    timeout: 5 * 60_000,
  });
  const lastWords = stderr?.trim().split("\n").at(-1) ?? "";
  const outcome = status === 0 ? "done" : (error?.message ?? `failed (${lastWords})`);
  return `${program} ${args.join(" ")}: ${outcome}`;
}
