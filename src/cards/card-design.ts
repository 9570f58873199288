import {
  type Box,
  circleAsCurves,
  curve,
  type FontName,
  fillColour,
  fillRoundedBox,
  pointsPerMm,
  strokeColour,
  writeText,
} from "./pdf-operators.ts";

/**
 * What every card of a sheet shares: the frame, the mark, the labels, the line for an accident.
 *
 * Unit: millimetres from the upper left corner of the card, as a designer measures; `mmBox` and
 * `up` turn them into points from the lower left. Coloured fields keep 1.8 mm from the edge, so
 * that a cut half a millimetre off shows white, and neighbours can share one cut.
 */
export const cardWidthMm = 85.6;
export const cardHeightMm = 54;

export const colour = {
  teal: "#0B5D66",
  amber: "#F2A93B",
  ink: "#14252B",
  muted: "#5A6C72",
  paper: "#FFFFFF",
} as const;

/** Where the parts stand that differ from card to card. */
export const place = {
  left: 5,
  right: cardWidthMm - 4.6,
  textWidth: 46.5,
  /** The square of the QR itself; four modules of paper stay free around it. */
  qrLeft: 54.4,
  qrTop: 15.3,
  qrSide: 26.4,
  memberNumberTop: 29.2,
  participantNumberTop: 35.6,
  secondColumn: 29.5,
  placeTop: 42,
} as const;

export type StaticTexts = {
  readonly wordmark: string;
  readonly memberNumber: string;
  readonly participantNumber: string;
  readonly validSince: string;
  readonly place: string;
  readonly scan: string;
  readonly accidentQuestion: string;
  readonly accidentAnswer: string;
};

/** Operators of the shared background, in a space of the card's size. */
export function drawCardBackground(
  texts: StaticTexts,
  measure: (font: FontName, text: string) => number,
): string {
  const qrCentre = mm(place.qrLeft + place.qrSide / 2);
  const scanX = qrCentre - (measure("regular", texts.scan) * 5) / 2;
  return [
    ...drawHeader(texts.wordmark),
    ...drawLabels(texts),
    fillColour(colour.muted),
    writeText("regular", 5, scanX, up(44.9), texts.scan),
    ...drawAccidentLine(texts, measure),
  ].join("\n");
}

/** The umbrella ("payung"): a canopy in three bays, a stick with a hook. */
function drawUmbrella(centreXMm: number, topMm: number, sizeMm: number): readonly string[] {
  const radius = mm(sizeMm / 2);
  const x = mm(centreXMm);
  const rim = up(topMm) - radius * 1.12;
  const k = circleAsCurves;
  const bay = (radius * 2) / 3;
  const bays = [-1, 0, 1].map((index) => {
    const left = x + bay * (index - 0.5);
    const right = left + bay;
    const dip = rim + bay * 0.4;
    return curve(left + bay * 0.2, dip, right - bay * 0.2, dip, right, rim);
  });
  const foot = rim - radius * 0.78;
  const hook = radius * 0.26;
  return [
    `${num(radius * 0.15)} w 1 J ${num(x)} ${num(rim + radius * 1.16)} m ${num(x)} ${num(foot)} l`,
    curve(x, foot - hook * 1.3, x - hook * 2, foot - hook * 1.3, x - hook * 2, foot),
    "S",
    `${num(x + radius)} ${num(rim)} m`,
    curve(x + radius, rim + radius * k, x + radius * k, rim + radius, x, rim + radius),
    curve(x - radius * k, rim + radius, x - radius, rim + radius * k, x - radius, rim),
    ...bays,
    "f",
  ];
}

export function mm(length: number): number {
  return length * pointsPerMm;
}

/** Points from the lower edge for a distance in millimetres from the upper edge. */
export function up(topMm: number): number {
  return mm(cardHeightMm - topMm);
}

function drawHeader(wordmark: string): readonly string[] {
  const amberEdge = mmBox(1.8, 1.8, cardWidthMm - 3.6, 11.7);
  const band = mmBox(1.8, 1.8, cardWidthMm - 3.6, 10.9);
  return [
    fillColour(colour.amber),
    fillRoundedBox(amberEdge, mm(2)),
    fillColour(colour.teal),
    fillRoundedBox(band, mm(2)),
    strokeColour(colour.paper),
    fillColour(colour.amber),
    ...drawUmbrella(8.4, 3.2, 7),
    fillColour(colour.paper),
    writeText("bold", 14, mm(13), up(9.1), wordmark),
  ];
}

function drawLabels(texts: StaticTexts): readonly string[] {
  const label = (xMm: number, topMm: number, text: string) =>
    writeText("regular", 5.4, mm(xMm), up(topMm), text);
  return [
    fillColour(colour.muted),
    label(place.left, place.memberNumberTop - 3.6, texts.memberNumber),
    label(place.left, place.participantNumberTop - 3.1, texts.participantNumber),
    label(place.secondColumn, place.participantNumberTop - 3.1, texts.validSince),
    label(place.left, place.placeTop - 3.1, texts.place),
  ];
}

function drawAccidentLine(
  texts: StaticTexts,
  measure: (font: FontName, text: string) => number,
): readonly string[] {
  const strip = mmBox(1.8, 46.1, cardWidthMm - 3.6, 6.1);
  const size = 8.4;
  const answerX = mm(place.left) + measure("bold", `${texts.accidentQuestion} `) * size;
  return [
    fillColour(colour.amber),
    fillRoundedBox(strip, mm(1.6)),
    fillColour(colour.ink),
    writeText("bold", size, mm(place.left), up(50.2), texts.accidentQuestion),
    writeText("regular", size, answerX, up(50.2), texts.accidentAnswer),
  ];
}

function mmBox(leftMm: number, topMm: number, widthMm: number, heightMm: number): Box {
  return { x: mm(leftMm), y: up(topMm + heightMm), width: mm(widthMm), height: mm(heightMm) };
}

function num(value: number): string {
  return value.toFixed(2);
}
