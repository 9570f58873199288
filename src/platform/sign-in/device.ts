import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** 400 days: the longest that browsers keep a cookie. */
const deviceAgeS = 400 * 24 * 3600;
const cookieName = "payung.device";

/**
 * The browser a request comes from, as the hash of a cookie that it keeps; a browser without one, or with one that
 * this installation did not sign, is given a new one.
 *
 * It proves nothing of who sits there. It tells one browser from another: for counts of failed sign-ins, and for four eyes.
 */
export function deviceOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { secret, secure }: { readonly secret: string; readonly secure: boolean },
): string {
  const known = readDevice(request.headers.cookie, secret);
  if (known !== null) return hashOfDevice(known);
  const made = randomBytes(16).toString("base64url");
  const parts = [
    `${cookieName}=${made}.${signatureOf(made, secret)}`,
    `Max-Age=${deviceAgeS}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
  ];
  addCookies(reply, [[...parts, ...(secure ? ["Secure"] : [])].join("; ")]);
  return hashOfDevice(made);
}

/** The id in a device cookie, or null when there is none or its signature is not ours. */
function readDevice(cookies: string | undefined, secret: string): string | null {
  for (const cookie of (cookies ?? "").split(/; */)) {
    const [id = "", signature = ""] = cookie.startsWith(`${cookieName}=`)
      ? cookie.slice(cookieName.length + 1).split(".")
      : [];
    if (id === "") continue;
    const given = Buffer.from(signature);
    const wanted = Buffer.from(signatureOf(id, secret));
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return id;
  }
  return null;
}

/** Adds cookies to those that the answer already sets. */
export function addCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length === 0) return;
  const set = reply.getHeader("set-cookie");
  const before = set === undefined ? [] : Array.isArray(set) ? set : [String(set)];
  reply.removeHeader("set-cookie");
  reply.header("set-cookie", [...before, ...cookies]);
}

function signatureOf(id: string, secret: string): string {
  return createHmac("sha256", secret).update(`payung/device\x1f${id}`).digest("base64url");
}

function hashOfDevice(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}
