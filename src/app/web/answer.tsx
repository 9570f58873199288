import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  ErrorState,
  LoadingState,
  QuietButton,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { AskFailure } from "./api.ts";
import { appTexts } from "./app-texts.ts";

/** Shows an answer when it is there, its shape while it is on its way, and why it did not come. */
export function Answer<Value>({
  to: query,
  shape,
  within = false,
  children,
}: {
  readonly to: UseQueryResult<Value, AskFailure>;
  readonly shape?: readonly number[];
  /** A part of a page; else the answer is the page. */
  readonly within?: boolean;
  readonly children: (value: Value) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <Failure failure={query.error} wholePage={!within} onAgain={() => void query.refetch()} />
    );
  }
  return <LoadingState wholePage={!within} {...(shape === undefined ? {} : { heights: shape })} />;
}

function Failure({
  failure,
  wholePage,
  onAgain,
}: {
  readonly failure: AskFailure;
  readonly wholePage: boolean;
  readonly onAgain: () => void;
}) {
  const t = useTexts(appTexts);
  const { say } = useSpeech();
  const again = <QuietButton onPress={onAgain}>{t("again")}</QuietButton>;
  if (failure.type === "Refused") {
    return (
      <ErrorState
        wholePage={wholePage}
        title={t("refusedTitle")}
        message={say(failure.message)}
        action={again}
      />
    );
  }
  if (failure.type === "Unreachable") {
    return (
      <ErrorState
        wholePage={wholePage}
        title={t("unreachableTitle")}
        message={t("unreachableLead")}
        action={again}
      />
    );
  }
  const message = t("notUnderstoodLead", { where: failure.where });
  return (
    <ErrorState
      wholePage={wholePage}
      title={t("notUnderstoodTitle")}
      message={message}
      action={again}
    />
  );
}
