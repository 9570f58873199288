/** Somebody with a browser of their own making: any method, any header, any cookie. */
export class Intruder {
  readonly cookies = new Map<string, string>();
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.ask("GET", path, headers);
  }

  /** As our own pages send it, unless the headers say otherwise. */
  post(
    path: string,
    body: unknown = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.ask("POST", path, { ...ours(this.address), ...headers }, text);
  }

  /** A file as the upload page sends it. */
  async upload(fileName: string, bytes: Uint8Array): Promise<Reply> {
    const form = new FormData();
    form.set("file", new Blob([Buffer.from(bytes)]), fileName);
    const { "content-type": _, ...headers } = ours(this.address);
    return this.ask("POST", "/api/uploads", headers, form);
  }

  private async ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string | FormData,
  ): Promise<Reply> {
    const sent = new Headers(headers);
    if (this.cookies.size > 0 && !sent.has("cookie"))
      sent.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(this.address + path, {
      method,
      headers: sent,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    return { status: response.status, text, body: parse(text), headers: response.headers };
  }

  private keep(cookie: string): void {
    const [pair = ""] = cookie.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  // What a test looks into; its shape is what the test states.
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

function ours(address: string): Readonly<Record<string, string>> {
  return { "content-type": "application/json", "x-payung-request": "1", origin: address };
}

function parse(text: string): Reply["body"] {
  try {
    return JSON.parse(text) as Reply["body"];
  } catch {
    return {};
  }
}

/** Texts that have opened other people's doors, one for each way in. */
export const poisons: readonly string[] = [
  "' or 1=1 --",
  "'; drop table resolution.person; --",
  "\\'; select pg_sleep(10); --",
  "%' union select password from signin.account --",
  "$1",
  "%",
  "_",
  "\\",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "{{7*7}}",
  "$" + "{process.exit(1)}",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e\u0000\uffff",
  "=cmd|'/c calc'!A1",
  "\r\nset-cookie: payung.session_token=x",
  "__proto__",
  "constructor.prototype",
  "http://127.0.0.1:5432/",
  "file:///etc/passwd",
  "-1",
  "1e309",
  "NaN",
  "9".repeat(400),
  "ا".repeat(5_000),
  "(a+)+$",
  "[object Object]",
];
