import { z } from "zod";
import { parseUuid } from "../kernel/uuid.ts";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { batchPage, batchView, participationStates } from "./index.ts";
import { readBatchPage } from "./read-batch.ts";
import { listBatches } from "./store.ts";

/** GET /api/batches and /api/batches/:id: what was sent, what was answered. */
export function mountEnrolmentRoutes(api: Api): void {
  const list = z.object({ batches: z.array(batchView) });
  const config = { right: ["figures.read", "participants.read"] } as const;
  api.get("/api/batches", { config, schema: { response: { 200: list } } }, async (request) => {
    const { office } = request;
    const batches = await office.db.look(office.identity, (transaction) =>
      listBatches(transaction),
    );
    return { batches: [...batches] };
  });
  const query = z.object({
    state: z.enum(participationStates).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  });
  api.get(
    "/api/batches/:id",
    {
      config: { right: "participants.read" },
      schema: {
        params: z.object({ id: z.string() }),
        querystring: query,
        response: { 200: batchPage, 404: errorView },
      },
    },
    async (request, reply) => {
      const { office } = request;
      const batchId = parseUuid(request.params.id);
      const { state, page } = request.query;
      const found =
        batchId &&
        (await office.db.look(office.identity, (transaction) =>
          readBatchPage(office, transaction, { batchId, state: state ?? null, page }),
        ));
      if (!found)
        return reply
          .status(404)
          .send(errorBody("NoSuchBatch", "Berkas kirim itu tidak ada.", "There is no such batch."));
      return found;
    },
  );
}
