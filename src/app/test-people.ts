import { createHmac } from "node:crypto";
import { assert } from "../kernel/assert.ts";

/** A browser as the server sees one: an address to ask, cookies that it keeps, the header that our pages send. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly address: string;
  readonly agent: string;

  constructor(address: string, agent = "test browser") {
    this.address = address;
    this.agent = agent;
  }

  async get<T = Body>(path: string): Promise<Answer<T>> {
    return await this.ask<T>(path, { method: "GET" });
  }

  async post<T = Body>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return await this.ask<T>(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-payung-request": "1",
        origin: this.address,
      },
      body: JSON.stringify(body),
    });
  }

  async ask<T>(path: string, request: RequestInit): Promise<Answer<T>> {
    const headers = new Headers(request.headers);
    headers.set("user-agent", this.agent);
    if (this.cookies.size > 0)
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      );
    const url = new URL(path, this.address);
    const response = await fetch(url, { redirect: "manual", ...request, headers });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    const body = text.startsWith("{") ? (JSON.parse(text) as T) : ({} as T);
    return { status: response.status, body, headers: response.headers };
  }

  private keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", value = ""] = [
      pair.slice(0, pair.indexOf("=")),
      pair.slice(pair.indexOf("=") + 1),
    ];
    if (value === "" || attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

interface Body {
  readonly error?: { readonly type: string };
  readonly next?: string;
}

/** The code that an authenticator app shows for the address of its QR code (RFC 6238), `steps` of 30 s from now. */
export function codeFor(address: string, steps = 0): string {
  const secret = new URL(address).searchParams.get("secret");
  assert(secret !== null, "an authenticator's address holds its secret");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", bytesOfBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytesOfBase32(text: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of text.replace(/=+$/, ""))
    bits += letters.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
