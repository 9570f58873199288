import { createHash, type Hash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import PDFDocument from "pdfkit";
import { assert } from "../kernel/assert.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import {
  cardHeightMm,
  cardWidthMm,
  drawCardBackground,
  mm,
  type StaticTexts,
} from "./card-design.ts";
import { type CardFace, drawCardFace, type TextMeasure } from "./card-face.ts";
import { secondsAtStartOf } from "./instant.ts";
import { type FontName, strokeColour, strokeLine } from "./pdf-operators.ts";

export type CardSheetOptions = {
  /** Day written into the file as its date; a clock would make every copy another file. */
  readonly createdOn: PlainDate;
  readonly title?: string;
  /** Says how many cards are drawn, once a page. */
  readonly onProgress?: (cards: number) => void;
};

/**
 * Prints the fronts of cards to a PDF: A4, ten cards of 85.6 × 54 mm a page, cut lines shared.
 *
 * Shape: cards in the order given; the same cards and options give the same bytes (of one Node
 * version: the pages are compressed by its zlib). Without a card nothing is written.
 * Memory does not grow with the cards but for some 2 KB of page list a page; the event loop gets
 * its turn after every page. The file appears under its name when it is whole and on disk; a
 * crash leaves `PATH.part`, which the next run to the same path overwrites.
 * Errors: what the file system says is thrown (no such folder, disk full), and nothing remains.
 * Not modelled: backs of cards, two sheets printed to one path at the same time.
 */
export async function renderCardSheet(
  cards: AsyncIterable<CardFace> | Iterable<CardFace>,
  path: string,
  options: CardSheetOptions,
): Promise<{ readonly cards: number; readonly pages: number }> {
  const faces = iterate(cards);
  const first = await faces.next();
  if (first.done === true) return { cards: 0, pages: 0 };
  const partPath = `${path}.part`;
  const file = await open(partPath, "w");
  const sheet = new Sheet(options);
  const written = pipeline(sheet.document, file.createWriteStream({ flush: true }));
  // Awaited in every way out below; until then a failure must not count as unhandled.
  written.catch(() => {});
  try {
    sheet.addCard(first.value);
    for await (const face of faces) {
      if (sheet.isPageFull()) await turnPage(sheet, written, options);
      sheet.addCard(face);
    }
    sheet.end();
    await written;
    await rename(partPath, path);
  } catch (error) {
    sheet.document.destroy();
    await written.catch(() => {});
    await rm(partPath, { force: true });
    throw error;
  }
  return { cards: sheet.cards, pages: sheet.pages };
}

async function* iterate(
  cards: AsyncIterable<CardFace> | Iterable<CardFace>,
): AsyncGenerator<CardFace, undefined> {
  yield* cards;
}

/** Others get their turn, and what is drawn gets to the disk before more is drawn. */
async function turnPage(
  sheet: Sheet,
  written: Promise<void>,
  options: CardSheetOptions,
): Promise<void> {
  options.onProgress?.(sheet.cards);
  do {
    await setImmediate();
    if (sheet.document.destroyed) return await written;
  } while (sheet.document.readableLength > unwrittenMaxBytes);
}

const unwrittenMaxBytes = 1024 * 1024;

/** One PDF while it is drawn: the shared background, the page, the hash of all that was drawn. */
class Sheet {
  readonly document: PDFKit.PDFDocument;
  cards = 0;
  pages = 0;
  readonly #measure: TextMeasure;
  readonly #resources: SheetResources;
  readonly #drawn: Hash = createHash("sha256");

  constructor(options: CardSheetOptions) {
    this.document = createDocument(options);
    this.#measure = createTextMeasure(this.document);
    this.#resources = createResources(this.document, this.#measure);
  }

  isPageFull(): boolean {
    return this.cards === this.pages * cardsPerPage;
  }

  addCard(face: CardFace): void {
    if (this.isPageFull()) this.#addPage();
    const slot = this.cards % cardsPerPage;
    const x = gridLeft + (slot % columns) * mm(cardWidthMm);
    const y = gridBottom + (rows - 1 - Math.floor(slot / columns)) * mm(cardHeightMm);
    const at = `1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} cm`;
    this.#draw(`q ${at} /CardBackground Do\n${drawCardFace(face, this.#measure)} Q`);
    this.cards += 1;
  }

  end(): void {
    // The library makes the ID of the clock and the title; ours is of what is drawn.
    Object.assign(this.document, { _id: this.#drawn.digest().subarray(0, 16) });
    this.document.end();
  }

  #addPage(): void {
    this.document.addPage({ size: "A4", margin: 0 });
    Object.assign(this.document.page.fonts, this.#resources.fonts);
    Object.assign(this.document.page.xobjects, this.#resources.forms);
    this.pages += 1;
    // The library turns the page upside down; card operators stand on their feet.
    this.#draw(`1 0 0 -1 0 ${pageHeight} cm /CutLines Do`);
  }

  #draw(operators: string): void {
    this.#drawn.update(operators);
    this.document.addContent(operators);
  }
}

function createDocument(options: CardSheetOptions): PDFKit.PDFDocument {
  const document = new PDFDocument({
    autoFirstPage: false,
    size: "A4",
    margin: 0,
    // Later versions add metadata in XML, into which the library writes the title unescaped.
    pdfVersion: "1.3",
    lang: "id-ID",
    displayTitle: true,
    info: { Title: options.title ?? "Kartu Payung", Producer: "Payung", Creator: "Payung" },
  });
  // Noon UTC is the same day in all of Indonesia.
  const noon = secondsAtStartOf(options.createdOn, 0) + 12 * 3600;
  document.info.CreationDate?.setTime(noon * 1000);
  return document;
}

/** Widths without kerning, which our operators do not apply: one table of 256 codes per font. */
function createTextMeasure(document: PDFKit.PDFDocument): TextMeasure {
  const widthsOf = (font: FontName) =>
    Float64Array.from({ length: 256 }, (_, code) =>
      code < 0x20
        ? 0
        : document.font(fontNames[font]).fontSize(1000).widthOfString(String.fromCharCode(code)),
    );
  const widthsByFont = { regular: widthsOf("regular"), bold: widthsOf("bold") };
  return (font, text) => {
    const widths = widthsByFont[font];
    let width = 0;
    for (let at = 0; at < text.length; at += 1) width += widths[text.charCodeAt(at)] ?? 0;
    return width / 1000;
  };
}

type SheetResources = {
  readonly fonts: Readonly<Record<FontName, PDFKit.PDFKitReference>>;
  readonly forms: {
    readonly CardBackground: PDFKit.PDFKitReference;
    readonly CutLines: PDFKit.PDFKitReference;
  };
};

function createResources(document: PDFKit.PDFDocument, measure: TextMeasure): SheetResources {
  const font = (name: FontName): PDFKit.PDFKitReference => {
    const reference = document.ref({
      Type: "Font",
      Subtype: "Type1",
      BaseFont: fontNames[name],
      Encoding: "WinAnsiEncoding",
    });
    reference.end(undefined);
    return reference;
  };
  const fonts = { regular: font("regular"), bold: font("bold") };
  const form = (width: number, height: number, operators: string): PDFKit.PDFKitReference => {
    const reference = document.ref({
      Type: "XObject",
      Subtype: "Form",
      BBox: [0, 0, width, height],
      Resources: { Font: fonts },
    });
    reference.end(operators);
    return reference;
  };
  const background = drawCardBackground(staticTexts, measure);
  return {
    fonts,
    forms: {
      CardBackground: form(mm(cardWidthMm), mm(cardHeightMm), background),
      CutLines: form(pageWidth, pageHeight, drawCutLines()),
    },
  };
}

/** Hair lines between cards, and darker marks in the margin for a guillotine. */
function drawCutLines(): string {
  const xs = Array.from({ length: columns + 1 }, (_, index) => gridLeft + index * mm(cardWidthMm));
  const ys = Array.from({ length: rows + 1 }, (_, index) => gridBottom + index * mm(cardHeightMm));
  const [left, bottom] = [xs[0], ys[0]];
  const [right, top] = [xs.at(-1), ys.at(-1)];
  assert(left !== undefined && bottom !== undefined, "a grid has a corner");
  assert(right !== undefined && top !== undefined, "a grid has an opposite corner");
  const [near, far] = [mm(1.5), mm(6)];
  return [
    `0.25 w ${strokeColour("#C3D0D2")}`,
    ...xs.map((x) => strokeLine(x, bottom, x, top)),
    ...ys.map((y) => strokeLine(left, y, right, y)),
    `0.4 w ${strokeColour("#14252B")}`,
    ...xs.flatMap((x) => [
      strokeLine(x, bottom - far, x, bottom - near),
      strokeLine(x, top + near, x, top + far),
    ]),
    ...ys.flatMap((y) => [
      strokeLine(left - far, y, left - near, y),
      strokeLine(right + near, y, right + far, y),
    ]),
  ].join("\n");
}

const fontNames = { regular: "Helvetica", bold: "Helvetica-Bold" } as const;

const columns = 2;
const rows = 5;
export const cardsPerPage = columns * rows;

/** A4 in points, as the library has it. */
const pageWidth = 595.28;
const pageHeight = 841.89;
const gridLeft = (pageWidth - columns * mm(cardWidthMm)) / 2;
const gridBottom = (pageHeight - rows * mm(cardHeightMm)) / 2;

/**
 * The accident line: stage I is reported within 2 × 24 hours (PP 44/2015 Pasal 44(1)-(2)); 175 is
 * the contact centre of BPJS Ketenagakerjaan.
 */
const staticTexts: StaticTexts = {
  wordmark: "Payung",
  memberNumber: "Nomor anggota",
  participantNumber: "Nomor KPJ",
  validSince: "Berlaku sejak",
  place: "Kelurahan",
  scan: "Pindai untuk memeriksa kartu",
  accidentQuestion: "Kecelakaan kerja?",
  accidentAnswer: "Lapor dalam 2 × 24 jam: telepon 175",
};
