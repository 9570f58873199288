import { Badge, CautionBadge, useTexts } from "../../platform/ui/index.tsx";
import type { StatedFigureView } from "../index.ts";
import { coverageTexts } from "./texts.ts";

/** How far a figure of others can be trusted. */
export function Confidence({
  confidence,
}: {
  readonly confidence: StatedFigureView["confidence"];
}) {
  const t = useTexts(coverageTexts);
  const words = t(`confidence_${confidence}`);
  if (confidence === "unverified") return <CautionBadge>{words}</CautionBadge>;
  return <Badge tone={confidence === "official" ? "eligible" : "plain"}>{words}</Badge>;
}
