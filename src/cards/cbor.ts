import { decode, encode, rfc8949EncodeOptions, Tagged, Tokenizer } from "cborg";
import { ok, type Result, refuse } from "../kernel/result.ts";

/** What CBOR (RFC 8949) can say on a card. Map keys are whole numbers or texts. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | CborTag
  | readonly CborValue[]
  | CborMap;

export type CborMap = ReadonlyMap<CborValue, CborValue>;

export type CborTag = Tagged;

export type CborFault = { readonly type: "NotCbor"; readonly because: string };

/** A card needs 6 levels and some 40 items; one with every biometric of Claim 169, about 150. */
const depthMax = 16;
const itemsMax = 4096;

/** COSE_Encrypt0, COSE_Mac0, COSE_Sign1, CWT, COSE_Encrypt, COSE_Mac, COSE_Sign. */
const tagsRead = [16, 17, 18, 61, 96, 97, 98];

const decodeOptions = {
  useMaps: true,
  allowIndefinite: false,
  allowNaN: false,
  allowInfinity: false,
  rejectDuplicateMapKeys: true,
  tags: Tagged.preserve(...tagsRead),
};

/** The one deterministic encoding of RFC 8949 §4.2: the same value, the same bytes. */
export function encodeCbor(value: CborValue): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/**
 * Reads one item that fills the bytes.
 *
 * Strangers make these bytes, so depth and number of items are counted before anything is built:
 * 64 KiB of nested arrays would otherwise exhaust the stack.
 */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, CborFault> {
  try {
    const fault = findOversize(bytes);
    if (fault !== null) return refuse({ type: "NotCbor", because: fault });
    return ok(decode(bytes, decodeOptions) as CborValue);
  } catch (error) {
    // The library throws on any malformed byte; here that is an expected answer.
    return refuse({ type: "NotCbor", because: error instanceof Error ? error.message : "unread" });
  }
}

export function isMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}

export function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

export function isTag(value: CborValue): value is CborTag {
  return value instanceof Tagged;
}

export function tagged(tag: number, value: CborValue): CborTag {
  return new Tagged(tag, value);
}

function findOversize(bytes: Uint8Array): string | null {
  const tokens = new Tokenizer(bytes, decodeOptions);
  // How many items each open array, map or tag still waits for.
  const awaited: number[] = [1];
  let items = 0;
  while (!tokens.done()) {
    while (awaited.at(-1) === 0) awaited.pop();
    const open = awaited.pop();
    if (open === undefined) return "bytes follow the last item";
    awaited.push(open - 1);
    const token = tokens.next();
    items += 1;
    if (items > itemsMax) return `more than ${itemsMax} items`;
    const held = childrenOf(token.type.name, token.value);
    if (held > itemsMax) return `more than ${itemsMax} items`;
    if (held > 0) awaited.push(held);
    if (awaited.length > depthMax) return `nested deeper than ${depthMax}`;
  }
  return null;
}

function childrenOf(typeName: string, value: unknown): number {
  if (typeName === "tag") return 1;
  if (typeof value !== "number") return 0;
  if (typeName === "array") return value;
  return typeName === "map" ? value * 2 : 0;
}
