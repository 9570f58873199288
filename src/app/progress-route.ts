import type { FastifyInstance } from "fastify";
import type { ProgressBoard } from "./progress-board.ts";

/** `/api/progress`: server-sent events; a snapshot at once, then one at every change, and a heartbeat. */
export function mountProgress(api: FastifyInstance, board: ProgressBoard): void {
  api.get(
    "/api/progress",
    { schema: { description: "Server-sent events: how far the demonstration is" } },
    (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache",
        connection: "keep-alive",
        "x-accel-buffering": "no",
      });
      const send = () =>
        raw.write(`event: progress\ndata: ${JSON.stringify(board.snapshot())}\n\n`);
      send();
      const unwatch = board.watch(send);
      const heartbeat = setInterval(() => raw.write(": still here\n\n"), 15_000);
      request.raw.on("close", () => {
        unwatch();
        clearInterval(heartbeat);
      });
    },
  );
}
