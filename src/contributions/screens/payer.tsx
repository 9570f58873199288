import { useTexts } from "../../platform/ui/index.tsx";
import { contributionsTexts } from "./texts.ts";

const payers = [
  "apbd-city",
  "apbd-province",
  "apbn",
  "apbdes",
  "dbhcht",
  "csr",
  "zakat",
  "self",
] as const;

/** A payer in words; one that this page has no word for is shown as it was recorded. */
export function usePayer(): (payer: string) => string {
  const t = useTexts(contributionsTexts);
  return (payer) => {
    const known = payers.find((each) => each === payer);
    return known === undefined ? payer : t(`payer_${known}`);
  };
}
