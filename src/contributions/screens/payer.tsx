import { payerKinds } from "../../law/index.ts";
import { useTexts } from "../../platform/ui/index.tsx";
import { contributionsTexts } from "./texts.ts";

/** A payer in words; one that this page has no word for is shown as it was recorded. */
export function usePayer(): (payer: string) => string {
  const t = useTexts(contributionsTexts);
  return (payer) => {
    const known = payerKinds.find((each) => each === payer);
    return known === undefined ? payer : t(`payer_${known}`);
  };
}
