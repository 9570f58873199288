import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Answers with server-sent events: a snapshot at once, another at every change, and a heartbeat so
 * that nothing between here and the browser takes silence for the end.
 */
export function streamEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  source: {
    readonly snapshot: () => unknown;
    readonly watch: (onChange: () => void) => () => void;
  },
): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    connection: "keep-alive",
    "x-accel-buffering": "no",
  });
  const send = () => raw.write(`event: progress\ndata: ${JSON.stringify(source.snapshot())}\n\n`);
  send();
  const unwatch = source.watch(send);
  const heartbeat = setInterval(() => raw.write(": still here\n\n"), 15_000);
  request.raw.on("close", () => {
    unwatch();
    clearInterval(heartbeat);
  });
}
