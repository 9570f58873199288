import type { PlainDate } from "../kernel/plain-date.ts";
import { colour, mm, place, up } from "./card-design.ts";
import { sayDay } from "./describe-verification.ts";
import {
  type FontName,
  fillColour,
  fillRoundedBox,
  paintQrSymbol,
  toPrintable,
  writeText,
} from "./pdf-operators.ts";
import { drawQrSymbol } from "./qr-symbol.ts";

/** What is printed on the front of one card. No NIK, no birth date, no address but the kelurahan. */
export type CardFace = {
  readonly programmeName: string;
  readonly fullName: string;
  readonly memberNumber: string;
  /** KPJ, the insurer's number; null prints a dash. */
  readonly participantNumber: string | null;
  readonly startsOn: PlainDate;
  readonly kelurahanName: string;
  /** Programme set of the insurer, printed "JKK + JKM". */
  readonly insurances: readonly string[];
  /** What `encodeCard` made. */
  readonly qrText: string;
};

/** Width of a printable text at a size of one point; other sizes are multiples of it. */
export type TextMeasure = (font: FontName, text: string) => number;

/** Operators of what differs on one card, in the same space as its background. */
export function drawCardFace(face: CardFace, measure: TextMeasure): string {
  const value = (text: string, size: number, leftMm: number, topMm: number, widthMm: number) =>
    writeValue(measure, text, size, leftMm, topMm, widthMm);
  return [
    fillColour(colour.paper),
    ...writeProgramme(measure, face.programmeName),
    fillColour(colour.ink),
    ...writeName(measure, face.fullName),
    value(face.memberNumber, 9.5, place.left, place.memberNumberTop, 46.5),
    value(face.participantNumber ?? "-", 8, place.left, place.participantNumberTop, 23),
    value(sayDay(face.startsOn, "id"), 8, place.secondColumn, place.participantNumberTop, 22.5),
    value(face.kelurahanName, 8, place.left, place.placeTop, 22.5),
    ...writeInsurances(measure, face.insurances.join(" + ")),
    fillColour(colour.ink),
    paintQrSymbol(
      drawQrSymbol(face.qrText),
      mm(place.qrLeft),
      up(place.qrTop + place.qrSide),
      mm(place.qrSide),
    ),
  ].join("\n");
}

export type FitOptions = {
  readonly font: FontName;
  readonly sizeMax: number;
  readonly sizeMin: number;
  /** Points. */
  readonly width: number;
};

/**
 * Lines that fit a width: one line, shrunk by up to a quarter; then two lines of like length,
 * shrunk to the smallest size; what is longer still ends in three dots.
 */
export function fitLines(
  measure: TextMeasure,
  text: string,
  options: FitOptions,
): { readonly size: number; readonly lines: readonly string[] } {
  const { font, sizeMax, sizeMin, width } = options;
  const words = toPrintable(text).trim().split(/\s+/u);
  const whole = words.join(" ");
  const sizeOfOne = width / measure(font, whole);
  if (sizeOfOne >= sizeMax * 0.76) return { size: Math.min(sizeMax, sizeOfOne), lines: [whole] };
  const broken = breakInTwo(measure, words, font);
  const sizeOfTwo = Math.min(sizeMax * 0.86, width / broken.longerWidth);
  if (sizeOfTwo >= sizeMin) return { size: sizeOfTwo, lines: broken.lines };
  return { size: sizeMin, lines: cutToTwo(measure, whole, font, width / sizeMin) };
}

function writeProgramme(measure: TextMeasure, programmeName: string): readonly string[] {
  const fitted = fitLines(measure, programmeName, {
    font: "bold",
    sizeMax: 8.4,
    sizeMin: 5.5,
    width: mm(42),
  });
  const tops = fitted.lines.length === 1 ? [8.3] : [6.5, 9.9];
  return fitted.lines.map((line, index) => {
    const x = mm(place.right) - measure("bold", line) * fitted.size;
    return writeText("bold", fitted.size, x, up(tops[index] ?? 0), line);
  });
}

function writeName(measure: TextMeasure, fullName: string): readonly string[] {
  const fitted = fitLines(measure, fullName, {
    font: "bold",
    sizeMax: 12,
    sizeMin: 6.5,
    width: mm(place.textWidth),
  });
  const tops = fitted.lines.length === 1 ? [20.8] : [18.7, 22.7];
  return fitted.lines.map((line, index) =>
    writeText("bold", fitted.size, mm(place.left), up(tops[index] ?? 0), line),
  );
}

function writeValue(
  measure: TextMeasure,
  text: string,
  sizeMax: number,
  leftMm: number,
  topMm: number,
  widthMm: number,
): string {
  const printable = toPrintable(text);
  const size = Math.min(sizeMax, mm(widthMm) / measure("bold", printable));
  return writeText("bold", size, mm(leftMm), up(topMm), printable);
}

function writeInsurances(measure: TextMeasure, text: string): readonly string[] {
  const size = 7;
  const width = measure("bold", toPrintable(text)) * size + mm(3.4);
  const box = { x: mm(place.secondColumn), y: up(place.placeTop + 0.9), width, height: mm(4) };
  return [
    fillColour(colour.teal),
    fillRoundedBox(box, mm(1.2)),
    fillColour(colour.paper),
    writeText("bold", size, box.x + mm(1.7), up(place.placeTop - 0.2), text),
  ];
}

/** The break that makes the longer line shortest; a single word cannot be broken. */
function breakInTwo(
  measure: TextMeasure,
  words: readonly string[],
  font: FontName,
): { readonly lines: readonly string[]; readonly longerWidth: number } {
  let best: { lines: readonly string[]; longerWidth: number } = {
    lines: [],
    longerWidth: Infinity,
  };
  for (let count = 1; count < words.length; count += 1) {
    const lines = [words.slice(0, count).join(" "), words.slice(count).join(" ")];
    const longerWidth = Math.max(...lines.map((line) => measure(font, line)));
    if (longerWidth < best.longerWidth) best = { lines, longerWidth };
  }
  return best;
}

function cutToTwo(
  measure: TextMeasure,
  whole: string,
  font: FontName,
  width: number,
): readonly string[] {
  const first = longestStart(measure, whole, "", font, width);
  const rest = whole.slice(first.length).trim();
  if (measure(font, rest) <= width) return [first.trim(), rest];
  return [first.trim(), `${longestStart(measure, rest, "...", font, width).trim()}...`];
}

function longestStart(
  measure: TextMeasure,
  text: string,
  ending: string,
  font: FontName,
  width: number,
): string {
  let length = text.length;
  while (length > 1 && measure(font, text.slice(0, length) + ending) > width) length -= 1;
  return text.slice(0, length);
}
