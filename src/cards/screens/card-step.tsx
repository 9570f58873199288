import { Link, Step, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { PersonCardView } from "../index.ts";
import { cardsTexts } from "./texts.ts";

/** A step of a person's story: the card that was printed. */
export function CardStep({
  card,
}: {
  readonly card: Pick<PersonCardView, "printNo" | "cardNo" | "issuedOn" | "keyId">;
}) {
  const t = useTexts(cardsTexts);
  const { count, day } = useSpeech();
  const { printNo, cardNo, issuedOn, keyId } = card;
  return (
    <Step tone="eligible" title={t("step")}>
      <p>
        {t("stepWords", { print: String(printNo), card: count(cardNo), day: day(issuedOn) })}{" "}
        {t("stepKey", { key: keyId })}
      </p>
      <p>
        <Link to={paths.cards}>{t("seeCards")}</Link>
      </p>
    </Step>
  );
}
