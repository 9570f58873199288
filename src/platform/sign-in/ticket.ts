import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** In whose name a process that the server starts may act. */
export interface TicketHolder {
  readonly actor: string;
  readonly device?: string | undefined;
  readonly capacity?: "one-factor" | undefined;
}

/** How a ticket reaches the process. */
export const ticketVariable = "PAYUNG_TICKET";
const goodForMs = 5 * 60_000;

const content = z.object({
  actor: z.string().regex(/^user:[0-9a-f-]{36}$/),
  device: z.string().optional(),
  capacity: z.literal("one-factor").optional(),
  untilMs: z.number(),
});

/**
 * A ticket for a process of the server to act as whoever asked the server. Sealed with a key made from the
 * installation's seal key: setting an environment variable makes nobody an official. It is checked once, at the
 * start of the process, within minutes.
 */
export function sealTicket(sealKey: string, holder: TicketHolder, nowMs: number): string {
  const text = JSON.stringify({ ...holder, untilMs: nowMs + goodForMs });
  const body = Buffer.from(text).toString("base64url");
  return `${body}.${signatureOf(sealKey, body)}`;
}

/** Whose ticket it is, or null when it is not ours or too old. */
export function openTicket(sealKey: string, ticket: string, nowMs: number): TicketHolder | null {
  const [body = "", signature = ""] = ticket.split(".");
  const given = Buffer.from(signature);
  const wanted = Buffer.from(signatureOf(sealKey, body));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const read = content.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  if (!read.success || read.data.untilMs < nowMs) return null;
  const { untilMs: _, ...holder } = read.data;
  return holder;
}

function signatureOf(sealKey: string, body: string): string {
  const key = createHmac("sha256", Buffer.from(sealKey, "hex")).update("payung/ticket").digest();
  return createHmac("sha256", key).update(body).digest("base64url");
}
