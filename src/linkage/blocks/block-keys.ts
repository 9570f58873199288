import { combine, hashBytes, mix } from "../hash.ts";
import { commonDayBit } from "../prepare/code-values.ts";
import { lengthMask } from "../prepare/digit-values.ts";
import { sign, signWidth, type TextValues } from "../prepare/text-values.ts";
import { isText, type KeyPart, type LinkageSpec } from "../spec/spec.ts";

/** What making keys reads; shared between threads. */
export interface KeyInput {
  readonly spec: LinkageSpec;
  readonly rows: Int32Array;
  readonly stride: number;
  readonly slots: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, TextValues>>;
  /** One key a rule and record, records first: the keys of one record lie together. */
  readonly keys: Int32Array;
}

/** What each record has of one part; 0 where it has nothing. */
type PartReader = (record: number) => number;

const recordsAtOnce = 512;

/** Makes keys: opened once a thread, so that each part of each value is worked out once. */
export class KeyMaker {
  private readonly input: KeyInput;
  private readonly parts: readonly PartReader[];
  private readonly rules: readonly (readonly number[])[];

  constructor(input: KeyInput) {
    this.input = input;
    const names = new Map<string, number>();
    const parts: PartReader[] = [];
    this.rules = input.spec.blocking.map((rule) =>
      rule.parts.map((part) => {
        const name = `${part.column}.${part.part}`;
        const known = names.get(name);
        if (known !== undefined) return known;
        names.set(name, parts.length);
        parts.push(partReader(input, part));
        return parts.length - 1;
      }),
    );
    this.parts = parts;
  }

  /** Fills the keys of records `from..to`; a record in which a part is missing is in no block of the rule. */
  make(from: number, to: number): void {
    const known = this.parts.map(() => new Int32Array(recordsAtOnce));
    for (let start = from; start < to; start += recordsAtOnce) {
      const end = Math.min(to, start + recordsAtOnce);
      this.parts.forEach((read, at) => {
        const list = known[at];
        if (list)
          for (let record = start; record < end; record += 1) list[record - start] = read(record);
      });
      this.rules.forEach((parts, rule) => {
        this.combineParts(parts, rule, known, start, end);
      });
    }
  }

  private combineParts(
    parts: readonly number[],
    rule: number,
    known: readonly Int32Array[],
    start: number,
    end: number,
  ): void {
    const { keys } = this.input;
    const rules = this.rules.length;
    const seed = mix(rule + 0x51ed27);
    for (let record = start; record < end; record += 1) {
      let key = seed;
      for (let at = 0; at < parts.length; at += 1) {
        const part = known[parts[at] ?? 0]?.[record - start] ?? 0;
        key = part === 0 || key === 0 ? 0 : combine(key, part);
      }
      keys[record * rules + rule] = key;
    }
  }
}

function partReader(input: KeyInput, { column, part }: KeyPart): PartReader {
  const spec = input.spec.columns[column];
  const slot = input.slots[column] ?? 0;
  const { rows, stride } = input;
  const word = (record: number) => rows[record * stride + slot] ?? 0;
  if (!spec) return () => 0;
  if (isText(spec.type)) return part === "spelling" ? word : textPart(input.texts[column], part);
  if (spec.type === "day") return dayPart(word, part);
  if (spec.type === "digits" || spec.type === "nik")
    return digitPart((record, at) => rows[record * stride + slot + at] ?? 0, part);
  if (spec.type === "place") {
    const levels = [...spec.levels].sort((a, b) => b - a);
    const at = Math.max(0, levels.indexOf(Number(part.slice(1))));
    return (record) => rows[record * stride + slot + at] ?? 0;
  }
  return word;
}

function textPart(values: TextValues | undefined, part: string): PartReader {
  if (!values) return () => 0;
  const { ids } = values;
  const read = textPartOfValue(values, part);
  const parts = Int32Array.from({ length: values.count }, (_, id) => read(id));
  return (record) => parts[ids[record] ?? -1] ?? 0;
}

function textPartOfValue(values: TextValues, part: string): (id: number) => number {
  const { words, wordStart, speltHash, letters, letterStart } = values;
  switch (part) {
    case "words":
      return (id) => values.signs[id * signWidth + sign.wordSet] ?? 0;
    case "first":
      return (id) => speltHash[words[wordStart[id] ?? 0] ?? 0] ?? 0;
    case "last":
      // Of one word only, it is the first: no second key for the same.
      return (id) => {
        const end = wordStart[id + 1] ?? 0;
        return end - (wordStart[id] ?? 0) < 2 ? 0 : (speltHash[words[end - 1] ?? 0] ?? 0);
      };
    default: {
      const length = Number(part.slice(5));
      return (id) => {
        const start = letterStart[id] ?? 0;
        return (letterStart[id + 1] ?? 0) - start < length
          ? 0
          : hashBytes(letters, start, start + length);
      };
    }
  }
}

function dayPart(word: (record: number) => number, part: string): PartReader {
  const day = (record: number) => word(record) & ~commonDayBit;
  switch (part) {
    case "year":
      return (record) => day(record) >> 9;
    case "month-day":
      return (record) => day(record) & 511;
    case "parts":
      // Day and month in any order.
      return (record) => {
        const packed = day(record);
        const one = (packed >> 5) & 15;
        const other = packed & 31;
        return packed === 0
          ? 0
          : ((packed >> 9) << 10) | (Math.min(one, other) << 5) | Math.max(one, other);
      };
    default:
      return day;
  }
}

function digitPart(word: (record: number, at: number) => number, part: string): PartReader {
  const isFirst = part.startsWith("first");
  const wanted = part === "all" ? 16 : Number(part.replace(/\D+/, ""));
  return (record) => {
    const meta = word(record, 2);
    const length = Math.min(meta & lengthMask, 16);
    if (meta === 0 || length < wanted || (isFirst && (meta & lengthMask) > 16)) {
      return part === "all" && meta !== 0 ? allDigits(word, record, meta & lengthMask) : 0;
    }
    if (part === "all") return allDigits(word, record, meta & lengthMask);
    const shift = isFirst ? length - wanted : 0;
    let hash = 1;
    for (let place = shift; place < shift + wanted; place += 1) {
      const digits =
        place < 8 ? word(record, 1) >>> (place * 4) : word(record, 0) >>> ((place - 8) * 4);
      hash = (Math.imul(hash, 31) + (digits & 15)) | 0;
    }
    return mix(hash) || 1;
  };
}

function allDigits(word: (record: number, at: number) => number, record: number, length: number) {
  return combine(combine(word(record, 0), word(record, 1)), length);
}
