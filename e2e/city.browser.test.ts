import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { RosterPage, RosterView } from "../src/allocation/index.ts";
import type { BillView } from "../src/contributions/index.ts";
import type { Overview } from "../src/coverage/index.ts";
import type { DecisionView } from "../src/eligibility/index.ts";
import type { BatchPage, BatchView } from "../src/enrolment/index.ts";
import { launchBrowser } from "../src/platform/testing/browser.ts";
import {
  findBarriers,
  newVisitor,
  open,
  settle,
  sizes,
  startWeb,
  type Web,
  wholeNik,
} from "./test-web.ts";

let web: Web;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  web = await startWeb([], { PAYUNG_DEMO_WORKERS: "1500" });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

async function visit(path: string): Promise<Page> {
  const page = await newVisitor(browser, web);
  onTestFinished(() => page.context().close());
  await open(page, path);
  return page;
}

/** As an official writes it: 35.422. */
function written(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

test("the first start tells how far the city is, and the page fills itself with what the server counts", async () => {
  const page = await newVisitor(browser, web);
  onTestFinished(() => page.context().close());
  await page.goto("/");
  await page.getByRole("heading", { name: "Kota sedang disusun" }).waitFor();
  await page.getByRole("progressbar").first().waitFor();
  await page.evaluate("globalThis.sameDocument = true");
  const headline = page.getByRole("heading", { level: 1, name: /terlindungi di bawah payung/ });
  await waitUntilBuilt(page);
  const counted = await web.ask<Overview>("/api/overview");
  expect(await page.evaluate("globalThis.sameDocument")).toBe(true);
  expect(await headline.textContent()).toContain(written(counted.coverage?.covered ?? -1));
  const { resolution, assessment, allocation, enrolment, cards } = counted;
  await expect
    .poll(() => figuresOf(page, "Dari baris sampai tempat"))
    .toEqual(
      [
        counted.loads.reduce((sum, load) => sum + load.rows, 0),
        resolution?.persons,
        assessment?.workers,
        assessment?.eligible,
        allocation?.chosen,
      ].map((count) => written(count ?? -1)),
    );
  await expect
    .poll(() => figuresOf(page, "Dari tempat sampai perlindungan"))
    .toEqual(
      [
        allocation?.chosen,
        enrolment?.submitted,
        enrolment?.accepted,
        cards?.issued,
        counted.coverage?.covered,
      ].map((count) => written(count ?? -1)),
    );
});

async function waitUntilBuilt(page: Page): Promise<void> {
  const timeout = 240_000;
  await page.getByRole("heading", { name: /terlindungi di bawah payung/ }).waitFor({ timeout });
  const building = page.getByRole("heading", { name: "Kota sedang disusun" });
  await building.waitFor({ state: "detached", timeout });
}

/** The figure of every stage of a flow, in order: the second line of each. */
async function figuresOf(page: Page, section: string): Promise<readonly string[]> {
  const flow = page.getByRole("region", { name: section }).locator("ol");
  return flow
    .locator("li p:nth-of-type(2)")
    .evaluateAll((all) =>
      all.map((one) => one.textContent ?? "").filter((text) => /^[\d.]+$/.test(text)),
    );
}

describe("in a city that stands", () => {
  let accepted: string;
  let rejected: string;
  let batch: string;
  let bill: string;
  let row: string;
  let parameter: string;
  let decisions: readonly DecisionView[];

  beforeAll(async () => {
    const page = await newVisitor(browser, web);
    await page.goto("/");
    await waitUntilBuilt(page);
    await page.context().close();
    const [chosen] = (await web.ask<RosterPage>("/api/roster?outcome=chosen")).lines;
    const { batches } = await web.ask<{ batches: BatchView[] }>("/api/batches");
    batch = batches.at(-1)?.batchId ?? "";
    const refused = await web.ask<BatchPage>(`/api/batches/${batch}?state=rejected`);
    rejected = refused.lines[0]?.personId ?? "";
    const taken = await web.ask<BatchPage>(`/api/batches/${batch}?state=accepted`);
    accepted = taken.lines[0]?.personId ?? chosen?.personId ?? "";
    bill = (await web.ask<{ bills: BillView[] }>("/api/bills")).bills[0]?.billId ?? "";
    ({ decisions } = await web.ask<{ decisions: DecisionView[] }>(`/api/people/${accepted}`));
    const statements = decisions.flatMap((decision) => decision.statements);
    row = statements.flatMap(({ evidence }) => evidence)[0] ?? "";
    parameter = statements.find(({ law }) => law !== null)?.law?.parameter ?? "";
  });

  test("every reason of a decision leads to the raw row and the law value it rests on, and they open", async () => {
    const page = await visit(`/orang/${accepted}`);
    const [decision] = decisions;
    const reasons = page.getByRole("region", { name: "Alasan keputusan, satu per satu" });
    for (const statement of decision?.statements ?? []) {
      const said = reasons.getByRole("listitem").filter({ hasText: statement.because.id }).first();
      for (const rowId of statement.evidence)
        await said.locator(`a[href*="${rowId}"]`).first().waitFor();
      if (statement.evidence.length === 0)
        expect(await said.textContent()).toContain("Tidak ada baris yang menyatakan sebaliknya");
      if (statement.law !== null)
        await said.locator(`a[href*="/hukum/${statement.law.parameter}"]`).waitFor();
    }
    await reasons.locator(`a[href*="${row}"]`).first().click();
    const panel = page.getByRole("dialog", { name: "Baris seperti diterima" });
    await panel.getByRole("table").waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await reasons.locator(`a[href*="/hukum/${parameter}"]`).first().click();
    await page.waitForURL(`**/hukum/${parameter}**`);
    await settle(page);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("a person's story goes on to the batch, the bill and the card", async () => {
    const page = await visit(`/orang/${accepted}`);
    const onward = page.getByRole("region", { name: "Dari pengajuan sampai kartu" });
    const steps = await onward.getByRole("heading", { level: 3 }).allTextContents();
    expect(steps).toEqual(["Dikirim ke BPJS Ketenagakerjaan", "Diterima", "Iuran", "Kartu"]);
    await onward.locator(`a[href="/iuran/${bill}"]`).click();
    await page.getByRole("heading", { level: 1, name: "Tagihan 1: iuran Juni 2024" }).waitFor();
    await page.goBack();
    await onward.locator(`a[href="/pengajuan/${batch}"]`).click();
    await page.getByRole("heading", { level: 1, name: "Berkas 1" }).waitFor();
  });

  test("somebody whom the insurer rejected is told why and what to do, and has no card", async () => {
    const page = await visit(`/orang/${rejected}`);
    const onward = page.getByRole("region", { name: "Dari pengajuan sampai kartu" });
    const steps = await onward.getByRole("heading", { level: 3 }).allTextContents();
    expect(steps).toEqual(["Dikirim ke BPJS Ketenagakerjaan", "Ditolak", "Iuran"]);
    expect(await onward.textContent()).toContain("Yang harus dilakukan:");
  });

  test("a batch shows who was rejected, no more and no fewer than it counts", async () => {
    const { batch: view } = await web.ask<BatchPage>(`/api/batches/${batch}`);
    const page = await visit(`/pengajuan/${batch}`);
    const main = await page.locator("main").innerText();
    const sum = [view.accepted, view.rejected, view.unclear, view.unanswered].map(written);
    expect(main).toContain(`${sum.join(" + ")} = ${written(view.lineCount)} · Jumlahnya pas`);
    const parts = page.getByRole("navigation", { name: "Orang menurut keadaan" });
    await parts.getByRole("link", { name: /^Ditolak/ }).click();
    await page.getByText(`1–${view.rejected} dari ${view.rejected} orang`).waitFor();
    expect(await page.getByRole("table").last().locator("tbody tr").count()).toBe(view.rejected);
  });

  test("coverage names what every percentage divides, the stated 77,000 among it", async () => {
    const page = await visit("/cakupan");
    const text = await page.locator("main").innerText();
    const { coverage } = await web.ask<Overview>("/api/overview");
    const covered = written(coverage?.covered ?? -1);
    for (const { value, title } of coverage?.denominators ?? []) {
      expect(text).toContain(`${covered} dari ${written(value)}`);
      expect(text).toContain(title.id);
    }
    expect(text).toContain(`${covered} dari 77.000`);
    expect(text).toContain("48,58%");
    await page.getByRole("link", { name: "Pekerjaan" }).click();
    await page.getByRole("columnheader", { name: "Pekerjaan" }).waitFor();
    await page.getByRole("button", { name: "Terlindungi, dari pekerja" }).click();
    expect(await page.locator("th[aria-sort=descending]").count()).toBe(1);
  });

  test("a roster is shown with both names: who made it and who approved it, under its decree", async () => {
    const [roster] = (await web.ask<{ rosters: RosterView[] }>("/api/rosters")).rosters;
    const page = await visit("/pengajuan");
    const text = await page.getByRole("region", { name: "Daftar dan pengesahannya" }).innerText();
    expect(roster?.approvedBy).not.toBe(roster?.madeBy);
    for (const said of [roster?.decree, roster?.madeBy, roster?.approvedBy])
      expect(text).toContain(said?.replace(/^demo:/, ""));
  });

  test("language and appearance change at once and are kept for the next visit", async () => {
    const page = await visit("/cakupan");
    const dark = page.locator("html[data-mantine-color-scheme=dark]");
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await paper();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Coverage" }).waitFor();
    await page.getByRole("button", { name: "Dark appearance" }).click();
    await dark.waitFor();
    await expect.poll(paper).not.toBe(light);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Coverage" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await dark.waitFor();
    await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
    await page.getByRole("heading", { level: 1, name: "Cakupan" }).waitFor();
  });

  test("by keyboard alone: past the menu into the page, along the flow, into a row and back", async () => {
    const page = await visit("/");
    const focused = () => page.evaluate("document.activeElement?.textContent?.trim()");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Langsung ke isi");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement?.id")).toBe("isi");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement?.closest('main') !== null")).toBe(true);

    await open(page, "/orang");
    const order: unknown[] = [];
    for (let press = 0; press < 14; press += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    const flow = ["Ikhtisar", "Berkas", "Orang", "Daftar peserta", "Pengajuan", "Iuran", "Kartu"];
    expect(order.slice(2)).toEqual([
      ...flow,
      "Cakupan",
      "Hukum",
      "Privasi",
      "English",
      "Tampilan gelap",
    ]);

    await open(page, `/orang/${accepted}`);
    const link = page.locator(`main a[href*="baris=${row}"]`).first();
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("table").waitFor();
    expect(await page.evaluate("document.activeElement?.closest('dialog') !== null")).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await link.evaluate((one) => one.ownerDocument.activeElement === one)).toBe(true);
  });

  const pages: Readonly<Record<string, () => string>> = {
    overview: () => "/",
    files: () => "/berkas",
    people: () => "/orang?cari=ABDUL",
    "an accepted person": () => `/orang/${accepted}`,
    "a rejected person": () => `/orang/${rejected}`,
    "a raw row": () => `/baris/${row}`,
    roster: () => "/peserta",
    enrolment: () => "/pengajuan",
    "a batch": () => `/pengajuan/${batch}?keadaan=ditolak`,
    contributions: () => "/iuran",
    "a bill": () => `/iuran/${bill}`,
    cards: () => "/kartu",
    coverage: () => "/cakupan",
    "coverage by decile": () => "/cakupan?menurut=desil",
    law: () => "/hukum",
    "a law value": () => `/hukum/${parameter}`,
    "no page": () => "/tidak/ada",
  };

  test.each(Object.keys(pages))(
    "%s: everybody can read it, light or dark, at a desk or on a phone, and no NIK stands in it",
    async (name) => {
      const page = await visit(pages[name]?.() ?? "");
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.content()).not.toMatch(wholeNik);
      await page.setViewportSize(sizes.phone);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
      await settle(page);
      const beyond = "document.documentElement.scrollWidth - window.innerWidth";
      expect(await page.evaluate(beyond)).toBe(0);
      expect(await findBarriers(page)).toEqual([]);
    },
  );
});
