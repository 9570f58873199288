import { ownValueBit } from "../prepare/arrange-rows.ts";
import type { TextRarities } from "../prepare/rarities.ts";
import {
  headroomUnit,
  rareBloomMask,
  sign,
  signWidth,
  type TextValues,
  variantMax,
  variantShift,
} from "../prepare/text-values.ts";
import type { TextCondition } from "../spec/spec.ts";
import { alignWords, nearWordsMax, type WordAlignment } from "./align-words.ts";
import type { RowWords } from "./code-comparators.ts";
import type { ComparatorPlace } from "./exact-comparator.ts";
import { boundCommonLetters, boundJaroWinkler, JaroWinkler } from "./likeness.ts";
import {
  type BoundedComparator,
  type ComparisonWeights,
  contextOf,
  type GivenBit,
  levelIn,
  type PairBatch,
} from "./pair-batch.ts";

const likenessSteps = 1000;

/** The best level that each condition brings, 0 where no level names it. */
interface ConditionLevels {
  readonly exact: number;
  readonly spelling: number;
  readonly words: number;
  readonly within: number;
  readonly rareWithin: number;
  readonly nearlyWithin: number;
  readonly sharesRare: number;
  /** Descending by likeness. */
  readonly similar: readonly LikenessLevel[];
  readonly alike: readonly LikenessLevel[];
}

interface LikenessLevel {
  readonly least: number;
  readonly level: number;
}

/**
 * Texts. A bound from a few numbers in the row says how alike two values can be at most; letters and
 * words are looked at only where that could still matter.
 */
export class TextComparator implements BoundedComparator {
  readonly kind = "bounded";
  readonly index: number;
  readonly given: readonly GivenBit[];
  readonly levels: number;
  readonly rarityMax: number;
  readonly isShared: boolean;
  private readonly words: RowWords;
  private readonly values: TextValues;
  private readonly by: ConditionLevels;
  private readonly rarities: TextRarities | null;
  private readonly headroomSlot: number;
  private readonly isExcusable: boolean;
  private readonly likeness = new JaroWinkler();
  private readonly lowestLeast: number;
  private readonly reachOfSubset: number;
  private readonly reachOfLikeness: Uint8Array;
  private readonly alignment: WordAlignment = {
    within: false,
    rareWithin: false,
    nearlyWithin: false,
    conflict: false,
    sharesRare: false,
    sameCount: false,
  };

  constructor(
    place: ComparatorPlace,
    words: RowWords,
    values: TextValues,
    levels: readonly (readonly TextCondition[])[],
    rarities: TextRarities | null,
    headroomSlot: number,
    isExcusable: boolean,
  ) {
    this.index = place.index;
    this.given = place.given;
    this.isShared = place.isShared;
    this.words = words;
    this.values = values;
    this.by = readConditions(levels);
    this.levels = levels.length + 1;
    this.rarities = rarities;
    this.headroomSlot = headroomSlot;
    this.isExcusable = isExcusable;
    this.rarityMax = rarities?.most ?? 0;
    const leasts = [...this.by.similar, ...this.by.alike].map(({ least }) => least);
    this.lowestLeast = leasts.length > 0 ? Math.min(...leasts) : 2;
    this.reachOfSubset = Math.max(this.by.within, this.by.rareWithin);
    // A step of likeness reaches what its upper end reaches.
    this.reachOfLikeness = Uint8Array.from({ length: likenessSteps + 2 }, (_, step) =>
      Math.max(
        1,
        levelAt(this.by.similar, (step + 1) / likenessSteps),
        levelAt(this.by.alike, (step + 1) / likenessSteps),
      ),
    );
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    const i = left * stride + slot;
    const j = right * stride + slot;
    if (rows[i] === 0 || rows[j] === 0 || isOwnInBoth(rows, i, j)) return 0;
    if (rows[i] === rows[j]) return this.decide(left, right, true);
    return this.reach(rows, i, j) <= 1 ? 1 : this.decide(left, right, false);
  }

  rarity(left: number, right: number, level: number): number {
    if (this.rarities === null || level < 2) return 0;
    const a = this.values.ids[left] ?? 0;
    const b = this.values.ids[right] ?? 0;
    if (level === this.by.exact && a === b) return this.rarities.exact[a] ?? 0;
    if (level !== this.by.spelling) return 0;
    return Math.min(this.rarities.spelling[a] ?? 0, this.rarities.spelling[b] ?? 0);
  }

  bound(batch: PairBatch, weights: ComparisonWeights, floor: number): void {
    const { left, right, against, related, low, high } = batch;
    const { rows, stride, slot } = this.words;
    const { headroomSlot, headroomMask, rarityShift } = weights;
    const againstFloor = floor - weights.againstRest;
    const relatedFloor = floor - weights.relatedRest;
    const bothFloor = 2 * floor - weights.bothRest;
    const isLow = this.index < 8;
    const shift = (this.index & 7) * 4;
    const { given, isShared, isExcusable } = this;
    const hasContext = given.length > 0;
    let kept = 0;
    for (let at = 0; at < batch.count; at += 1) {
      const left1 = left[at] ?? 0;
      const right1 = right[at] ?? 0;
      const rowI = left1 * stride;
      const rowJ = right1 * stride;
      const normI = rows[rowI + slot] ?? 0;
      const normJ = rows[rowJ + slot] ?? 0;
      const lowWord = low[at] ?? 0;
      const highWord = high[at] ?? 0;
      let a = against[at] ?? 0;
      let r = related[at] ?? 0;
      let level = 0;
      const isMissing =
        normI === 0 || normJ === 0 || (isExcusable && isOwnInBoth(rows, rowI + slot, rowJ + slot));
      if (!isMissing) {
        const isOneSpelling = normI === normJ;
        level = isOneSpelling
          ? this.levelOfSpelling(rows, rowI + slot, rowJ + slot, left1, right1)
          : this.reach(rows, rowI + slot, rowJ + slot);
        const place = hasContext ? contextOf(given, lowWord, highWord) * 16 + level : level;
        if (isOneSpelling) {
          const rarity = this.reachOfRarity(rows, rowI, rowJ, rarityShift, level);
          a += (weights.against[place] ?? 0) + rarity;
          r += (weights.related[place] ?? 0) + (isShared ? 0 : rarity);
        } else {
          a += weights.againstReach[place] ?? 0;
          r += weights.relatedReach[place] ?? 0;
        }
      }
      if (r < relatedFloor) continue;
      let headroom = 0;
      if (headroomMask !== 0) {
        const one = sumBytes((rows[rowI + headroomSlot] ?? 0) & headroomMask);
        const other = sumBytes((rows[rowJ + headroomSlot] ?? 0) & headroomMask);
        headroom = (one < other ? one : other) * headroomUnit;
      }
      if (a + headroom < againstFloor || a + r + headroom < bothFloor) continue;
      left[kept] = left1;
      right[kept] = right1;
      against[kept] = a;
      related[kept] = r;
      low[kept] = isLow ? lowWord | (level << shift) : lowWord;
      high[kept] = isLow ? highWord : highWord | (level << shift);
      kept += 1;
    }
    batch.count = kept;
  }

  refine(batch: PairBatch, weights: ComparisonWeights, floor: number): void {
    const { left, right, against, related, low, high } = batch;
    const { rows, stride, slot } = this.words;
    const isLow = this.index < 8;
    const shift = (this.index & 7) * 4;
    let kept = 0;
    for (let at = 0; at < batch.count; at += 1) {
      const left1 = left[at] ?? 0;
      const right1 = right[at] ?? 0;
      let lowWord = low[at] ?? 0;
      let highWord = high[at] ?? 0;
      let a = against[at] ?? 0;
      let r = related[at] ?? 0;
      const reached = levelIn(lowWord, highWord, this.index);
      if (reached > 0) {
        const rowI = left1 * stride;
        const rowJ = right1 * stride;
        const isOneSpelling = rows[rowI + slot] === rows[rowJ + slot];
        const level = reached === 1 ? 1 : this.decide(left1, right1, isOneSpelling);
        const context = contextOf(this.given, lowWord, highWord) * 16;
        let rarity = this.rarity(left1, right1, level);
        const wasAgainst = isOneSpelling ? weights.against : weights.againstReach;
        const wasRelated = isOneSpelling ? weights.related : weights.relatedReach;
        if (isOneSpelling)
          rarity -= this.reachOfRarity(rows, rowI, rowJ, weights.rarityShift, reached);
        a +=
          (weights.against[context + level] ?? 0) + rarity - (wasAgainst[context + reached] ?? 0);
        r +=
          (weights.related[context + level] ?? 0) +
          (this.isShared ? 0 : rarity) -
          (wasRelated[context + reached] ?? 0);
        if (isLow) lowWord = (lowWord & ~(15 << shift)) | (level << shift);
        else highWord = (highWord & ~(15 << shift)) | (level << shift);
        if (a < floor || r < floor) continue;
      }
      left[kept] = left1;
      right[kept] = right1;
      against[kept] = a;
      related[kept] = r;
      low[kept] = lowWord;
      high[kept] = highWord;
      kept += 1;
    }
    batch.count = kept;
  }

  /** One spelling is written in one way or in two; where names stand aside, values are looked at. */
  private levelOfSpelling(
    rows: Int32Array,
    i: number,
    j: number,
    left: number,
    right: number,
  ): number {
    const { exact, spelling } = this.by;
    const variant = ((rows[i + 3] ?? 0) >>> variantShift) & variantMax;
    const isTold = variant !== variantMax && !this.values.hasAside;
    if (!isTold) return this.decide(left, right, true);
    const isExact = variant === (((rows[j + 3] ?? 0) >>> variantShift) & variantMax);
    return isExact ? exact || spelling || this.levels : spelling || exact;
  }

  /** What rarity adds at most, as the rows tell it; the table's most where they do not. */
  private reachOfRarity(
    rows: Int32Array,
    rowI: number,
    rowJ: number,
    shift: number,
    level: number,
  ): number {
    if (this.rarities === null || (level !== this.by.exact && level !== this.by.spelling)) return 0;
    if (shift < 0) return this.rarityMax;
    const one = ((rows[rowI + this.headroomSlot] ?? 0) >>> shift) & 255;
    const other = ((rows[rowJ + this.headroomSlot] ?? 0) >>> shift) & 255;
    return (one < other ? one : other) * headroomUnit;
  }

  /** The best level that two rows of different spelling can have. */
  private reach(rows: Int32Array, i: number, j: number): number {
    const shapeI = rows[i + 3] ?? 0;
    const shapeJ = rows[j + 3] ?? 0;
    const common = boundCommonLetters(
      rows[i + 1] ?? 0,
      rows[i + 2] ?? 0,
      shapeI,
      rows[j + 1] ?? 0,
      rows[j + 2] ?? 0,
      shapeJ,
    );
    const most = boundJaroWinkler(common, shapeI, shapeJ);
    let level = this.reachOfLikeness[(most * likenessSteps) | 0] ?? 1;
    const bloomI = rows[i + 4] ?? 0;
    const bloomJ = rows[j + 4] ?? 0;
    const shared = bloomI & bloomJ;
    if (shared === 0) return level;
    if ((shared & rareBloomMask) !== 0 && this.by.sharesRare > level) level = this.by.sharesRare;
    const lengthI = shapeI & 63;
    const lengthJ = shapeJ & 63;
    if (common + nearWordsMax < (lengthI < lengthJ ? lengthI : lengthJ)) return level;
    if (this.by.nearlyWithin > level) level = this.by.nearlyWithin;
    if (shared !== bloomI && shared !== bloomJ) return level;
    if (this.reachOfSubset > level) level = this.reachOfSubset;
    return bloomI === bloomJ && this.by.words > level ? this.by.words : level;
  }

  private decide(left: number, right: number, isOneSpelling: boolean): number {
    const { by, values } = this;
    const a = values.ids[left] ?? 0;
    const b = values.ids[right] ?? 0;
    if (a === b) return by.exact || by.spelling || this.levels;
    const { signs } = values;
    const signsA = a * signWidth;
    const signsB = b * signWidth;
    const asideA = signs[signsA + sign.aside] ?? 0;
    const asideB = signs[signsB + sign.aside] ?? 0;
    // Two Daeng names are two people's, however their own names are spelt.
    const isOtherAside = asideA !== 0 && asideB !== 0 && asideA !== asideB;
    if (isOneSpelling && !isOtherAside) return by.spelling || by.exact;
    // What `reach` leaves out must not come back here: word levels ask for a shared word of two letters.
    const bloomA = signs[signsA + sign.bloom] ?? 0;
    const bloomB = signs[signsB + sign.bloom] ?? 0;
    const shared = bloomA & bloomB;
    const sharesWord = shared !== 0;
    const isOneSet = signs[signsA + sign.wordSet] === signs[signsB + sign.wordSet];
    if (!isOtherAside && sharesWord && by.words > 0 && isOneSet) return by.words;
    alignWords(values, a, b, this.alignment);
    const { alignment } = this;
    const most = this.likeness.compare(values, a, b, this.lowestLeast);
    let level = Math.max(1, levelAt(by.alike, most));
    if ((shared & rareBloomMask) !== 0 && alignment.sharesRare)
      level = Math.max(level, by.sharesRare);
    if (isOtherAside) return level;
    if (!alignment.conflict) level = Math.max(level, levelAt(by.similar, most));
    if (!sharesWord) return level;
    if (alignment.nearlyWithin) level = Math.max(level, by.nearlyWithin);
    const isWithin = shared === bloomA || shared === bloomB;
    if (isWithin && alignment.within) level = Math.max(level, by.within);
    return isWithin && alignment.rareWithin ? Math.max(level, by.rareWithin) : level;
  }
}

function sumBytes(word: number): number {
  return (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
}

function isOwnInBoth(rows: Int32Array, i: number, j: number): boolean {
  return ((rows[i + 3] ?? 0) & (rows[j + 3] ?? 0) & ownValueBit) !== 0;
}

function levelAt(levels: readonly LikenessLevel[], likeness: number): number {
  for (let at = 0; at < levels.length; at += 1) {
    const one = levels[at];
    if (one && likeness >= one.least) return one.level;
  }
  return 0;
}

function readConditions(levels: readonly (readonly TextCondition[])[]): ConditionLevels {
  const levelOf = (kind: TextCondition["is"]) => {
    const at = levels.findIndex((conditions) => conditions.some(({ is }) => is === kind));
    return at < 0 ? 0 : levels.length - at + 1;
  };
  const likenessOf = (kind: "similar" | "alike") =>
    levels
      .flatMap((conditions, at) =>
        conditions.flatMap((one) =>
          "least" in one && one.is === kind
            ? [{ least: one.least, level: levels.length - at + 1 }]
            : [],
        ),
      )
      .sort((one, other) => other.least - one.least);
  return {
    exact: levelOf("exact"),
    spelling: levelOf("spelling"),
    words: levelOf("words"),
    within: levelOf("within"),
    rareWithin: levelOf("rare-within"),
    nearlyWithin: levelOf("nearly-within"),
    sharesRare: levelOf("shares-rare"),
    similar: likenessOf("similar"),
    alike: likenessOf("alike"),
  };
}
