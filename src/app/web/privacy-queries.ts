import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import {
  erasureList,
  personPrivacy,
  registerView,
  requestList,
  requestView,
  unmaskedView,
} from "../../privacy/index.ts";
import type { Unmasking } from "../../privacy/screens/index.tsx";
import { type AskFailure, askFor, send } from "./api.ts";
import { queryClient, useAnswer, valueOrThrow } from "./queries.ts";

export const useRequests = () =>
  useAnswer(["privacy", "requests"], () => askFor("/api/privacy/requests", requestList));
export const useErasures = () =>
  useAnswer(["privacy", "erasures"], () => askFor("/api/privacy/erasures", erasureList));
export const useRegister = () =>
  useAnswer(["privacy", "register"], () => askFor("/api/privacy/register", registerView));
export const usePersonPrivacy = (personId: string) =>
  useAnswer(["privacy", "person", personId], () =>
    askFor(`/api/people/${encodeURIComponent(personId)}/privacy`, personPrivacy),
  );

/** An act on requests and erasures; whatever was read of privacy is read again after it. */
function useAct<Written, Answer>(act: (written: Written) => Promise<Answer>) {
  return useMutation<Answer, AskFailure, Written>({
    mutationFn: act,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["privacy"] }),
  });
}

export const useReceive = () =>
  useAct(async (body: Readonly<Record<string, unknown>>) =>
    valueOrThrow(await send("/api/privacy/requests", body, requestView)),
  );

export const useStep = (requestId: string) =>
  useAct(async (step: Readonly<Record<string, unknown>>) =>
    valueOrThrow(
      await send(`/api/privacy/requests/${encodeURIComponent(requestId)}/steps`, step, requestView),
    ),
  );

export const usePropose = () =>
  useAct(async (body: Readonly<Record<string, unknown>>) =>
    valueOrThrow(await send("/api/privacy/erasures", body, z.object({ done: z.boolean() }))),
  );

const executed = z.object({
  counts: z.record(z.string(), z.number()),
  notErased: z.array(z.object({ id: z.string(), en: z.string() })),
});

export const useExecute = () =>
  useAct(async (erasureId: string) =>
    valueOrThrow(
      await send(`/api/privacy/erasures/${encodeURIComponent(erasureId)}/execute`, {}, executed),
    ),
  );

export function useUnmask(personId: string) {
  return useMutation<z.infer<typeof unmaskedView>, AskFailure, Unmasking>({
    mutationFn: async (unmasking) =>
      valueOrThrow(
        await send(`/api/people/${encodeURIComponent(personId)}/unmask`, unmasking, unmaskedView),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["who saw", personId] }),
    // A whole NIK is not kept in the page's memory longer than it is shown.
    gcTime: 0,
  });
}
