import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** What a style written into this page must carry; new for every answer. */
    styleNonce: string;
  }
}

/** Where the page carries the nonce; replaced in every answer. */
export const nonceMark = "{{style-nonce}}";

/**
 * What browsers are told of every answer: run only this server's scripts, take styles from this server or
 * with this answer's nonce, stand in nobody's frame, send nobody an address, guess no types.
 */
export function mountSecurityHeaders(app: FastifyInstance): void {
  app.decorateRequest("styleNonce", "");
  app.addHook("onRequest", async (request) => {
    request.styleNonce = randomBytes(16).toString("base64url");
  });
  app.addHook("onSend", async (request, reply) => {
    setHeaders(reply, request.styleNonce);
  });
}

function setHeaders(reply: FastifyReply, nonce: string): void {
  reply.header("x-content-type-options", "nosniff");
  reply.header("referrer-policy", "no-referrer");
  reply.header("x-frame-options", "DENY");
  reply.header("cross-origin-opener-policy", "same-origin");
  reply.header("cross-origin-resource-policy", "same-origin");
  reply.header(
    "permissions-policy",
    "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  );
  reply.header(
    "content-security-policy",
    [
      "default-src 'self'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  );
}
