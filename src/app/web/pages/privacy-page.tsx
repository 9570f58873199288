import { useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { paths, requestPath } from "../../../platform/ui/paths.ts";
import type { RequestView } from "../../../privacy/index.ts";
import {
  Erasures,
  PrivacyScreen,
  ReceiveForm,
  Register,
  type RequestDeed,
  RequestScreen,
  type WrittenRequest,
} from "../../../privacy/screens/index.tsx";
import { privacyTexts } from "../../../privacy/screens/texts.ts";
import { Answer } from "../answer.tsx";
import { type AskFailure, askFor } from "../api.ts";
import { peopleFound } from "../api-views.ts";
import { appTexts } from "../app-texts.ts";
import {
  useErasures,
  useExecute,
  usePropose,
  useReceive,
  useRegister,
  useRequests,
  useStep,
} from "../privacy-queries.ts";
import { NoPage } from "./no-page.tsx";

export function PrivacyPage() {
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const personId = typeof search["orang"] === "string" ? search["orang"] : null;
  const receive = useReceive();
  const tell = useTellFailure();
  function send(request: WrittenRequest, done: () => void) {
    const body = { ...request, requestId: crypto.randomUUID(), personId };
    receive.mutate(body, {
      onSuccess: (made) => {
        done();
        router.history.push(requestPath(made.requestId));
      },
    });
  }
  return (
    <Answer to={useRequests()} shape={[80, 120, 300]}>
      {({ requests }) => (
        <PrivacyScreen
          requests={requests}
          receive={
            <ReceiveForm
              ofPerson={personId !== null}
              refusal={tell(receive.error)}
              onReceive={send}
            />
          }
        >
          <Erased />
          <Processing />
        </PrivacyScreen>
      )}
    </Answer>
  );
}

function Processing() {
  return (
    <Answer within to={useRegister()} shape={[300]}>
      {({ entries }) => <Register entries={entries} />}
    </Answer>
  );
}

function Erased() {
  const execute = useExecute();
  const refused = execute.error?.type === "Refused" ? [execute.error.message] : [];
  return (
    <Answer within to={useErasures()} shape={[120]}>
      {({ erasures }) => (
        <Erasures
          erasures={erasures}
          executing={execute.isPending}
          outcome={execute.data?.notErased ?? refused}
          onExecute={(erasureId) => execute.mutate(erasureId)}
        />
      )}
    </Answer>
  );
}

export function PrivacyRequestPage() {
  const { requestId = "" } = useParams({ strict: false }) as { readonly requestId?: string };
  return (
    <Answer to={useRequests()} shape={[80, 240, 240]}>
      {({ requests }) => {
        const request = requests.find((one) => one.requestId === requestId);
        return request === undefined ? <NoPage /> : <OneRequest request={request} />;
      }}
    </Answer>
  );
}

function OneRequest({ request }: { readonly request: RequestView }) {
  const router = useRouter();
  const t = useTexts(privacyTexts);
  const tell = useTellFailure();
  const step = useStep(request.requestId);
  const propose = usePropose();
  const [notOne, setNotOne] = useState(false);
  async function identify(written: string) {
    const found = await askFor(`/api/people?q=${encodeURIComponent(written)}`, peopleFound);
    const [hit, ...more] = found.ok ? found.value.hits : [];
    setNotOne(hit === undefined || more.length > 0);
    if (hit !== undefined && more.length === 0)
      step.mutate({ step: "identified", personId: hit.personId });
  }
  function act(deed: RequestDeed) {
    setNotOne(false);
    if (deed.type === "identify") void identify(deed.written);
    else if (deed.type === "step") step.mutate(withId(deed.step));
    else {
      const { reason, despiteCover } = deed;
      const { requestId, personId } = request;
      const erasureId = crypto.randomUUID();
      propose.mutate(
        { erasureId, personId, requestId, reason, despiteCover },
        { onSuccess: () => router.history.push(paths.privacy) },
      );
    }
  }
  const refusal = notOne ? t("notOne") : tell(step.error ?? propose.error);
  return (
    <RequestScreen
      key={`${request.requestId} ${request.steps.length}`}
      request={request}
      refusal={refusal}
      onDo={act}
    />
  );
}

/** A correction is a fact of its own; its id is made here, so that sending it again is harmless. */
function withId(step: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { correction } = step;
  if (typeof correction !== "object" || correction === null) return step;
  return { ...step, correction: { ...correction, correctionId: crypto.randomUUID() } };
}

/** Why an act was not done, in the reader's language. */
export function useTellFailure(): (failure: AskFailure | null) => string | null {
  const { say } = useSpeech();
  const t = useTexts(appTexts);
  return (failure) => {
    if (failure === null) return null;
    return failure.type === "Refused" ? say(failure.message) : t("unreachableLead");
  };
}
