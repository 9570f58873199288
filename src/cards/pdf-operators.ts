import { type QrSymbol, qrSymbolToHex } from "./qr-symbol.ts";

/**
 * The few drawing operators of PDF that a card needs, as text for a content stream.
 *
 * Unit: points. Origin: the lower left corner, y upwards, as PDF has it.
 * Written here rather than drawn through the library, because 35,422 cards share one background
 * and differ in seven lines of text: 4 times smaller and faster than drawing each.
 */

export const pointsPerMm = 72 / 25.4;

export type FontName = "regular" | "bold";

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export function fillColour(hex: string): string {
  return `${rgb(hex)} rg`;
}

export function strokeColour(hex: string): string {
  return `${rgb(hex)} RG`;
}

export function strokeLine(fromX: number, fromY: number, toX: number, toY: number): string {
  return `${n(fromX)} ${n(fromY)} m ${n(toX)} ${n(toY)} l S`;
}

export function fillRoundedBox(box: Box, radius: number): string {
  const { x, y } = box;
  const right = x + box.width;
  const top = y + box.height;
  const pull = radius * (1 - circleAsCurves);
  return [
    `${n(x + radius)} ${n(y)} m ${n(right - radius)} ${n(y)} l`,
    curve(right - pull, y, right, y + pull, right, y + radius),
    `${n(right)} ${n(top - radius)} l`,
    curve(right, top - pull, right - pull, top, right - radius, top),
    `${n(x + radius)} ${n(top)} l`,
    curve(x + pull, top, x, top - pull, x, top - radius),
    `${n(x)} ${n(y + radius)} l`,
    curve(x, y + pull, x + pull, y, x + radius, y),
    "f",
  ].join(" ");
}

export function curve(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x: number,
  y: number,
): string {
  return `${n(x1)} ${n(y1)} ${n(x2)} ${n(y2)} ${n(x)} ${n(y)} c`;
}

export function writeText(
  font: FontName,
  size: number,
  x: number,
  y: number,
  text: string,
): string {
  return `BT /${font} ${n(size)} Tf ${n(x)} ${n(y)} Td <${winAnsiHex(text)}> Tj ET`;
}

/**
 * Paints dark modules of a QR symbol into a square, as one image of 1 bit a module: 57 × 57
 * rectangles would leave seams between them where a viewer smooths edges, and scanners stumble.
 */
export function paintQrSymbol(symbol: QrSymbol, x: number, y: number, side: number): string {
  const modules = symbol.length;
  return (
    `q ${n(side)} 0 0 ${n(side)} ${n(x)} ${n(y)} cm BI /W ${modules} /H ${modules} /BPC 1 /IM true ` +
    `/D [1 0] /F /AHx ID ${qrSymbolToHex(symbol)}> EI Q`
  );
}

/**
 * The text as the standard fonts can print it (WinAnsi): letters with rare accents lose them, and
 * what is left over becomes "?". Names in registries are plain capitals; others stay readable.
 */
export function toPrintable(text: string): string {
  let printable = "";
  for (const character of text.normalize("NFC")) {
    if (isWinAnsi(character)) printable += character;
    else {
      const base = character.normalize("NFKD").replaceAll(/\p{M}/gu, "");
      printable += base !== "" && Array.from(base).every(isWinAnsi) ? base : "?";
    }
  }
  return printable;
}

/** How far, as a share of the radius, the control points of a quarter circle lie from its ends. */
export const circleAsCurves = 0.5523;

function isWinAnsi(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
}

function winAnsiHex(text: string): string {
  let hex = "";
  for (const character of toPrintable(text)) {
    hex += (character.codePointAt(0) ?? 0).toString(16).padStart(2, "0");
  }
  return hex;
}

function rgb(hex: string): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return channels.map(n).join(" ");
}

/** Two decimals: 0.01 points are 3.5 micrometres. */
function n(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}
