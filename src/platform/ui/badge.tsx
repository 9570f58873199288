import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHelp,
  IconMinus,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { useTexts } from "./language.tsx";
import { uiTexts } from "./ui-texts.ts";

/** What a colour means, on every screen. A tone never stands alone: words and a sign go with it. */
export type Tone = "eligible" | "waiting" | "cannot-say" | "refused" | "plain";

const toneClass: Readonly<Record<Tone, string | undefined>> = {
  eligible: styles["eligible"],
  waiting: styles["waiting"],
  "cannot-say": styles["cannotSay"],
  refused: styles["refused"],
  plain: styles["plain"],
};

export function ToneSign({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }) {
  const shape = { size, stroke: 2.4, "aria-hidden": true } as const;
  if (tone === "eligible") return <IconCheck {...shape} />;
  if (tone === "waiting") return <IconClock {...shape} />;
  if (tone === "cannot-say") return <IconHelp {...shape} />;
  if (tone === "refused") return <IconX {...shape} />;
  return <IconMinus {...shape} />;
}

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`${styles["badge"]} ${toneClass[tone]}`}>
      <ToneSign tone={tone} size={14} />
      {children}
    </span>
  );
}

/** For what waits for a person's confirmation, such as a law value read in a second-hand source. */
export function CautionBadge({ children }: { readonly children: ReactNode }) {
  return (
    <span className={`${styles["badge"]} ${styles["waiting"]}`}>
      <IconAlertTriangle size={14} stroke={2.2} aria-hidden />
      {children}
    </span>
  );
}

export function OutcomeBadge({
  outcome,
}: {
  readonly outcome: "accepted" | "warned" | "quarantined";
}) {
  const t = useTexts(uiTexts);
  const tone = outcome === "accepted" ? "eligible" : outcome === "warned" ? "waiting" : "refused";
  if (outcome === "warned") return <CautionBadge>{t("warned")}</CautionBadge>;
  return <Badge tone={tone}>{t(outcome)}</Badge>;
}
