import type { FastifyInstance } from "fastify";
import { streamEvents } from "./event-stream.ts";
import type { ProgressBoard } from "./progress-board.ts";

/** `/api/progress`: server-sent events on how far the demonstration is. */
export function mountProgress(api: FastifyInstance, board: ProgressBoard): void {
  const schema = { description: "Server-sent events: how far the demonstration is" };
  const config = { right: "anybody" } as const;
  api.get("/api/progress", { config, schema }, (request, reply) =>
    streamEvents(request, reply, board),
  );
}
