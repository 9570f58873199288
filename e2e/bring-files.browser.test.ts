import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Overview } from "../src/coverage/index.ts";
import { launchBrowser } from "../src/platform/testing/browser.ts";
import { makeTestCity, type TestCity } from "./test-city.ts";
import { findBarriers, newVisitor, open, sizes, startWeb, type Web, wholeNik } from "./test-web.ts";

let city: TestCity;
let recipe: string;
let web: Web;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  city = await makeTestCity(150, 4);
  recipe = path.join(path.dirname(city.registry), "resep.csv");
  writeFileSync(recipe, "bahan,takaran\ngula,2 sendok\n");
  web = await startWeb(["--empty"], {});
  page = await newVisitor(browser, web);
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await city?.remove();
});

test("a city that begins with nothing says so, and what to do, at a desk and on a phone", async () => {
  for (const path of ["/", "/berkas", "/peserta", "/pengajuan", "/iuran", "/kartu", "/cakupan"]) {
    await page.setViewportSize(sizes.desk);
    await open(page, path);
    expect(await page.locator("main code").count(), path).toBeGreaterThan(0);
    expect(await findBarriers(page), path).toEqual([]);
    await page.setViewportSize(sizes.phone);
    const beyond = "document.documentElement.scrollWidth - window.innerWidth";
    expect(await page.evaluate(beyond), path).toBe(0);
  }
  await page.setViewportSize(sizes.desk);
  await open(page, "/");
  await page.getByRole("heading", { level: 1, name: "Belum ada data" }).waitFor();
});

test("a file that is no registry is refused with the reason, and the files after it are still loaded", async () => {
  await open(page, "/berkas");
  await page.locator("input[type=file]").setInputFiles([recipe, city.registry]);
  const uploads = page.getByRole("region", { name: "Muat berkas" }).getByRole("listitem");
  const refused = uploads.filter({ hasText: "resep.csv" });
  await refused.getByText("ditolak").waitFor();
  expect(await refused.innerText()).toContain("tidak ada lembar yang dikenali sebagai registri");
  const loaded = uploads.filter({ hasText: path.basename(city.registry) });
  await loaded.getByText("selesai").waitFor();
  const { loads } = await web.ask<Overview>("/api/overview");
  expect(loads.map((load) => load.fileName)).toEqual([path.basename(city.registry)]);
  const [
    { rows, accepted, warned, quarantined } = { rows: 0, accepted: 0, warned: 0, quarantined: 0 },
  ] = loads;
  expect(rows).toBe(accepted + warned + quarantined);
  expect(await loaded.innerText()).toContain(
    `${rows} baris data = ${accepted} diterima + ${warned} dengan catatan + ${quarantined} dikarantina`,
  );
  await page
    .getByRole("heading", { name: `Baris data: ${rows}` })
    .first()
    .waitFor();
});

test("the same file again changes nothing, and the page says so", async () => {
  const before = await web.ask<Overview>("/api/overview");
  await open(page, "/berkas");
  await page.locator("input[type=file]").setInputFiles(city.registry);
  const uploads = page.getByRole("region", { name: "Muat berkas" }).getByRole("listitem");
  await uploads.first().getByText("Sudah pernah dimuat").waitFor();
  expect(await web.ask<Overview>("/api/overview")).toEqual(before);
  expect(await page.content()).not.toMatch(wholeNik);
  expect(await findBarriers(page)).toEqual([]);
});
