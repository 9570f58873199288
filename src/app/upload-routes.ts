import multipart from "@fastify/multipart";
import { z } from "zod";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { streamEvents } from "./event-stream.ts";
import { type Uploads, uploadView } from "./uploads.ts";

const config = { right: "loads.write" } as const;
const fileBytesMax = 512 * 1024 * 1024;

/** `POST /api/uploads` takes one file and loads it; `…/:id/progress` tells how far it is. */
export async function mountUploads(api: Api, uploads: Uploads): Promise<void> {
  await api.register(multipart, { limits: { files: 1, fields: 0, fileSize: fileBytesMax } });
  api.post(
    "/api/uploads",
    {
      config,
      bodyLimit: fileBytesMax,
      schema: { response: { 202: uploadView, 400: errorView } },
    },
    async (request, reply) => {
      const part = await request.file();
      if (part === undefined) {
        return reply
          .status(400)
          .send(
            errorBody(
              "NoFile",
              "Tidak ada berkas dalam kiriman ini.",
              "There is no file in this request.",
            ),
          );
      }
      return reply.status(202).send(await uploads.receive(part.filename, part.file));
    },
  );
  const parameters = z.object({ id: z.string().uuid() });
  api.get(
    "/api/uploads/:id",
    { config, schema: { params: parameters, response: { 200: uploadView, 404: errorView } } },
    async (request, reply) => uploads.find(request.params.id) ?? reply.status(404).send(noUpload),
  );
  api.get(
    "/api/uploads/:id/progress",
    { config, schema: { params: parameters } },
    async (request, reply) => {
      const { id } = request.params;
      if (uploads.find(id) === null) return reply.status(404).send(noUpload);
      streamEvents(request, reply, {
        snapshot: () => uploads.find(id),
        watch: (onChange) => uploads.watch(id, onChange),
      });
      return reply;
    },
  );
}

const noUpload = errorBody("NoSuchUpload", "Kiriman itu tidak ada.", "There is no such upload.");
