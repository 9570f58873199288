import type { SessionView } from "../../../platform/sign-in/index.ts";
import { Badge, DataTable, QuietButton, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { nameBrowser } from "./name-browser.ts";
import { signInTexts } from "./texts.ts";

/** Browsers that are signed in to one account, each to be signed out. */
export function Sessions({
  sessions,
  onEnd,
}: {
  readonly sessions: readonly SessionView[];
  readonly onEnd: (sessionId: string) => void;
}) {
  const t = useTexts(signInTexts);
  const { instant } = useSpeech();
  if (sessions.length === 0) return <p>{t("none")}</p>;
  return (
    <DataTable
      caption={t("sessionsCaption")}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
      columns={[
        {
          key: "browser",
          title: t("browser"),
          cell: ({ browser, isThisOne }) => (
            <>
              {nameBrowser(browser)}{" "}
              {isThisOne ? <Badge tone="eligible">{t("thisOne")}</Badge> : null}
            </>
          ),
        },
        { key: "address", title: t("address"), cell: ({ address }) => address ?? "–" },
        { key: "began", title: t("began"), cell: ({ beganAt }) => instant(beganAt) },
        { key: "seen", title: t("seen"), cell: ({ seenAt }) => instant(seenAt) },
        {
          key: "end",
          title: t("end"),
          cell: ({ sessionId, isThisOne }) =>
            isThisOne ? (
              "–"
            ) : (
              <QuietButton onPress={() => onEnd(sessionId)}>{t("end")}</QuietButton>
            ),
        },
      ]}
    />
  );
}
