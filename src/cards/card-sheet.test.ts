import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { assert } from "../kernel/assert.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { type CardFace, fitLines } from "./card-face.ts";
import { renderCardSheet } from "./card-sheet.ts";
import { encodeCard } from "./encode-card.ts";
import { toPrintable } from "./pdf-operators.ts";
import { openTestSigner, rfc8032Seed } from "./test-keys.test-support.ts";

const folder = mkdtempSync(join(tmpdir(), "payung-cards-"));
const signer = openTestSigner(rfc8032Seed);
const options = { createdOn: plainDate("2024-05-31") };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a sheet of cards", () => {
  test("23 cards fill two pages and begin a third", async () => {
    const path = join(folder, "three.pdf");
    expect(await renderCardSheet(facesOf(23), path, options)).toEqual({ cards: 23, pages: 3 });
    const pdf = readFileSync(path, "latin1");
    expect(pdf.startsWith("%PDF-1.3")).toBe(true);
    expect(pdf.trimEnd().endsWith("%%EOF")).toBe(true);
    expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(3);
  });

  test("exactly ten cards are one page", async () => {
    const path = join(folder, "ten.pdf");
    expect(await renderCardSheet(facesOf(10), path, options)).toEqual({ cards: 10, pages: 1 });
  });

  test("the same cards are the same bytes, from a list or a stream; one other name is another file", async () => {
    const paths = ["a.pdf", "b.pdf", "c.pdf"].map((name) => join(folder, name));
    const [a, b, c] = paths;
    assert(a !== undefined && b !== undefined && c !== undefined, "three paths");
    const faces = [...facesOf(12)];
    await renderCardSheet(faces, a, options);
    await renderCardSheet(streamOf(faces), b, options);
    const changed = faces.map((face, index) =>
      index === 7 ? { ...face, fullName: "LAIN" } : face,
    );
    await renderCardSheet(changed, c, options);
    expect(readFileSync(b).equals(readFileSync(a))).toBe(true);
    expect(readFileSync(c).equals(readFileSync(a))).toBe(false);
    expect(documentIdOf(c)).not.toBe(documentIdOf(a));
  });

  test("of no cards is not written", async () => {
    const path = join(folder, "none.pdf");
    expect(await renderCardSheet([], path, options)).toEqual({ cards: 0, pages: 0 });
    expect(readdirSync(folder)).not.toContain("none.pdf");
  });

  test("whose cards stop coming leaves the file of yesterday, and nothing half done", async () => {
    const path = join(folder, "yesterday.pdf");
    writeFileSync(path, "yesterday");
    await expect(renderCardSheet(breakingOff(25), path, options)).rejects.toThrow("no more cards");
    expect(readFileSync(path, "utf8")).toBe("yesterday");
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("overwrites what a crash left of the same sheet", async () => {
    const path = join(folder, "again.pdf");
    writeFileSync(`${path}.part`, "x".repeat(200_000));
    await renderCardSheet(facesOf(3), path, options);
    expect(readFileSync(path, "latin1").startsWith("%PDF-")).toBe(true);
    expect(readdirSync(folder)).not.toContain("again.pdf.part");
  });

  test("in a folder that is not there is refused by the file system", async () => {
    const path = join(folder, "missing", "cards.pdf");
    await expect(renderCardSheet(facesOf(1), path, options)).rejects.toThrow("ENOENT");
  });

  test("tells how far it is, and lets others work between pages", async () => {
    const seen: number[] = [];
    let turns = 0;
    let running = true;
    const others = (async () => {
      while (running) {
        await new Promise((resolve) => setImmediate(resolve));
        turns += 1;
      }
    })();
    const onProgress = (cards: number) => seen.push(cards);
    await renderCardSheet(facesOf(95), join(folder, "turns.pdf"), { ...options, onProgress });
    running = false;
    await others;
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(turns).toBeGreaterThanOrEqual(9);
  });
});

describe.runIf(hasProgram("pdftoppm") && hasProgram("zbarimg"))("printed and scanned", () => {
  test.each([110, 150])("all ten codes of a page are read at %i dots per inch", async (dpi) => {
    const path = join(folder, `scan-${dpi}.pdf`);
    const faces = [...facesOf(10)];
    await renderCardSheet(faces, path, options);
    execFileSync("pdftoppm", ["-r", String(dpi), "-png", path, join(folder, `scan-${dpi}`)]);
    const picture = readdirSync(folder).find((name) => name.startsWith(`scan-${dpi}-`));
    assert(picture !== undefined, "a page became a picture");
    const read = spawnSync("zbarimg", ["-q", "--raw", join(folder, picture)], { encoding: "utf8" });
    const texts = read.stdout.split("\n").filter((line) => line !== "");
    expect(texts.sort()).toEqual(faces.map((face) => face.qrText).sort());
  });
});

describe.runIf(hasProgram("pdftotext"))("text of the sheet", () => {
  test("says name, number, KPJ, day and place, and what to do after an accident", async () => {
    const path = join(folder, "text.pdf");
    await renderCardSheet(facesOf(3), path, options);
    const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    for (const part of [
      "SITTI RAHMAWATI DG NGAI",
      "7371-00000-ZQ0X7-C",
      "21012340000",
      "1 Juni 2024",
      "Barrang Caddi",
      "JKK + JKM",
      "Kecelakaan kerja?",
      "2 × 24 jam",
      "175",
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe("names on a card", () => {
  // Every character as wide as six tenths of its size: enough to tell what fits.
  const measure = (_font: "regular" | "bold", text: string) => text.length * 0.6;
  const fit = { font: "bold", sizeMax: 12, sizeMin: 6.5, width: 130 } as const;

  test.each([
    ["H. BASO", 12, ["H. BASO"]],
    ["SITTI RAHMAWATI NGAI", 130 / 12, ["SITTI RAHMAWATI NGAI"]],
    ["ANDI TENRI OLLE PATTUNRU DAENG", 12 * 0.86, ["ANDI TENRI OLLE", "PATTUNRU DAENG"]],
    [
      "MUHAMMAD NUR ALAMSYAH DAENG MANGEMBA PUTRA BIN ABDUL KADIR",
      130 / (30 * 0.6),
      ["MUHAMMAD NUR ALAMSYAH DAENG", "MANGEMBA PUTRA BIN ABDUL KADIR"],
    ],
  ])("%s is set whole", (name, size, lines) => {
    const fitted = fitLines(measure, name, fit);
    expect(fitted.lines).toEqual(lines);
    expect(fitted.size).toBeCloseTo(size, 1);
  });

  test("never leave their place, however long", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (name) => {
        const { lines, size } = fitLines(measure, name, fit);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) {
          expect(measure("bold", line) * size).toBeLessThanOrEqual(fit.width + 1e-9);
        }
      }),
    );
  });

  test("keep the letters a standard font has, and stay readable without the others", () => {
    expect(toPrintable("Nurhaédah")).toBe("Nurhaédah");
    expect(toPrintable("Ṭāhir")).toBe("Tahir");
    expect(toPrintable("Łukasz ᨒ")).toBe("?ukasz ?");
  });
});

function* facesOf(count: number): Generator<CardFace, undefined> {
  for (let index = 0; index < count; index += 1) yield faceOf(index);
}

async function* streamOf(faces: readonly CardFace[]): AsyncGenerator<CardFace, undefined> {
  for (const face of faces) yield await Promise.resolve(face);
}

function* breakingOff(count: number): Generator<CardFace, undefined> {
  yield* facesOf(count);
  throw new Error("no more cards");
}

function faceOf(index: number): CardFace {
  const digits = String(index).padStart(4, "0");
  const fullName = ["SITTI RAHMAWATI DG NGAI", "H. BASO", "St. Nurhaédah"][index % 3] ?? "";
  const memberNumber = `7371-0${digits}-ZQ0X7-C`;
  const startsOn = plainDate("2024-06-01");
  const insurances = ["JKK", "JKM"];
  const participantNumber = `2101234${digits}`;
  const qrText = encodeCard(
    {
      issuer: "makassarkota.go.id",
      memberNumber,
      fullName,
      issuedAt: 1_716_900_000,
      validFrom: 1_717_171_200,
      expiresAt: 1_748_707_200,
      cover: { programmeCode: "MKS-2024", insurances, participantNumber, startsOn },
    },
    signer,
  );
  assert(qrText.ok, "a synthetic card is made");
  return {
    programmeName: "Perlindungan Pekerja Rentan Kota Makassar 2024",
    fullName,
    memberNumber,
    participantNumber,
    startsOn,
    kelurahanName: "Barrang Caddi",
    insurances,
    qrText: qrText.value,
  };
}

function documentIdOf(path: string): string {
  return /\/ID \[<([0-9a-f]+)>/.exec(readFileSync(path, "latin1"))?.[1] ?? "";
}

function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"]).error === undefined;
}
