import { encodeQR } from "qr";

/** A QR symbol without its quiet zone: `true` is dark, row by row from the top. */
export type QrSymbol = readonly (readonly boolean[])[];

/**
 * ECC M: a quarter more modules than L, for cards that will be scratched and folded. The mask is
 * chosen by the standard's penalty rules, so the same text is the same symbol.
 */
export function drawQrSymbol(text: string): QrSymbol {
  const bordered = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Rows of bits, each row padded to whole bytes, as hexadecimal: what a 1-bit image mask holds. */
export function qrSymbolToHex(symbol: QrSymbol): string {
  let hex = "";
  for (const row of symbol) {
    for (let at = 0; at < row.length; at += 4) {
      let nibble = 0;
      for (let bit = 0; bit < 4; bit += 1) nibble = nibble * 2 + (row[at + bit] === true ? 1 : 0);
      hex += nibble.toString(16);
    }
    if (Math.ceil(row.length / 4) % 2 === 1) hex += "0";
  }
  return hex;
}
