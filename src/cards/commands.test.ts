import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { assert } from "../kernel/assert.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { type CommandLine, CommandRefused, type Language } from "../platform/command-line.ts";
import { mountCardCommands } from "./commands.ts";
import { encodeCard } from "./encode-card.ts";
import { formatKeyFile } from "./public-keys.ts";
import { keyFileOf, openTestSigner, rfc8032Seed } from "./test-keys.test-support.ts";

const folder = mkdtempSync(path.join(tmpdir(), "payung-verify-"));
const keyFile = path.join(folder, "card-keys.json");
const signer = openTestSigner(rfc8032Seed);
writeFileSync(keyFile, formatKeyFile(keyFileOf("Kota Makassar", signer)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enough names that some text ends in a space or holds two in a row. */
const texts = Array.from({ length: 60 }, (_, index) =>
  cardOf(`ST NURHAEDAH ${"I".repeat(index % 40)}`),
);
const [text = ""] = texts;

describe("payung cards verify", () => {
  test("says who is insured since when, with the text and the key file alone", async () => {
    const answer = await verify([text, "--keys", keyFile]);
    expect(answer.text).toContain("Kartu asli dan berlaku");
    expect(answer.text).toContain("7371-8K2M4-ZQ0X7-C");
    expect(answer.json).toMatchObject({
      ...{ valid: true, issuer: "Kota Makassar", member_number: "7371-8K2M4-ZQ0X7-C" },
      ...{ insurances: ["JKK", "JKM"], kpj: "21012345678", starts_on: "2024-06-01" },
    });
    expect((await verify([text, "--keys", keyFile], "2024-07-01", "en")).text).toContain(
      "Card is genuine and valid",
    );
  });

  test("finds the key file of the data folder when none is named", async () => {
    expect((await verify([text])).json).toMatchObject({ valid: true });
  });

  test("takes the text as it is: every space belongs to it", async () => {
    const spaced = texts.filter((one) => / {2}| $/.test(one));
    expect(spaced.length).toBeGreaterThan(0);
    for (const one of spaced) {
      expect((await verify([one, "--keys", keyFile])).json).toMatchObject({ valid: true });
      const trimmed = one.replace(/ {2}/, " ").replace(/ $/, "");
      await expect(verify([trimmed, "--keys", keyFile])).rejects.toThrow(CommandRefused);
    }
  });

  test.each([
    ["CardExpired", text, "2025-06-01"],
    ["CardNotYetValid", text, "2024-05-31"],
    ["CardUnreadable", "7371", "2024-07-01"],
    ["CardOfUnknownKey", cardOf("LAIN", "11".repeat(32)), "2024-07-01"],
  ])("refuses with the reason: %s", async (type, written, on) => {
    const refused = await verify([written, "--keys", keyFile], on).catch((error: unknown) => error);
    assert(refused instanceof CommandRefused, "an expected refusal");
    expect(refused.refusal.type).toBe(type);
    expect(refused.sentence.id).not.toBe(refused.sentence.en);
  });

  test("the last and the first day of a card are the programme's", async () => {
    for (const on of ["2024-06-01", "2025-05-31"]) {
      expect((await verify([text], on)).json).toMatchObject({ valid: true });
    }
  });

  test("says which key file is missing or spoilt", async () => {
    const spoilt = path.join(folder, "spoilt.json");
    writeFileSync(spoilt, "{");
    await expect(verify([text, "--keys", spoilt])).rejects.toThrow(/spoilt\.json is not JSON/);
    await expect(verify([text, "--keys", `${spoilt}.not`])).rejects.toThrow(
      /There is no public key file .*spoilt\.json\.not/,
    );
  });
});

function cardOf(fullName: string, seed: string = rfc8032Seed): string {
  const made = encodeCard(
    {
      issuer: "Kota Makassar",
      memberNumber: "7371-8K2M4-ZQ0X7-C",
      fullName,
      issuedAt: 1_716_900_000,
      validFrom: 1_717_171_200,
      expiresAt: 1_748_707_200,
      cover: {
        programmeCode: "makassar-2024",
        insurances: ["JKK", "JKM"],
        participantNumber: "21012345678",
        startsOn: plainDate("2024-06-01"),
      },
    },
    openTestSigner(seed),
  );
  assert(made.ok, "a synthetic card is made");
  return made.value;
}

/** Runs the command on a line that has no office to open. */
async function verify(
  args: readonly string[],
  on = "2024-07-01",
  language: Language = "id",
): Promise<{ readonly json: unknown; readonly text: string }> {
  const answers: { readonly json: unknown; readonly text: string }[] = [];
  const line: CommandLine = {
    language,
    on: plainDate(on),
    withOffice: () => Promise.reject(new Error("verifying opens no office")),
    showProgress: () => ({ report: () => undefined, done: () => undefined }),
    answer: (json, words) => void answers.push({ json, text: words }),
  };
  const program = new Command().exitOverride();
  mountCardCommands(program, line, () => folder);
  await program.parseAsync(["cards", "verify", ...args], { from: "user" });
  const [answer] = answers;
  assert(answer !== undefined, "the command answered");
  return answer;
}
