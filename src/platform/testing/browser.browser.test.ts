import { expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "./browser.ts";

test("the browser of the tests starts here and runs scripts of a page", async () => {
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.setContent(
    "<title>Payung</title><p></p><script>document.querySelector('p').textContent = 6 * 7</script>",
  );
  expect(await page.title()).toBe("Payung");
  expect(await page.textContent("p")).toBe("42");
});
