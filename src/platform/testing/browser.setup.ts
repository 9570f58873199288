import { findOrInstallBrowser } from "./browser.ts";

/** Finds or installs the browser once, before the first journey; without one the run ends with what to install. */
export async function setup(): Promise<void> {
  await findOrInstallBrowser();
}
