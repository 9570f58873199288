import Fastify from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { onTestFinished } from "vitest";
import type { Api } from "../http.ts";
import type { Office } from "../office.ts";

/** A room's routes by themselves, asked as the office's own identity; closed when the test ends. */
export function openTestApi(office: Office, mount: (api: Api) => void): Api {
  const api = Fastify().withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.decorateRequest("office");
  api.addHook("onRequest", async (request) => {
    request.office = office;
  });
  mount(api);
  onTestFinished(() => api.close());
  return api;
}
