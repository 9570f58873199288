import { CopyText, Panel, Section, useTexts } from "../../platform/ui/index.tsx";
import styles from "./cards.module.css";
import { cardsTexts } from "./texts.ts";

const commands = [
  "npx payung cards verify 'NCF…' --keys card-keys.json",
  "zbarimg -q --raw kartu.png | npx payung cards verify - --keys card-keys.json",
] as const;

/** How anyone checks a card with nothing but the printed text and the public key file. */
export function Verify() {
  const t = useTexts(cardsTexts);
  return (
    <Section title={t("verify")} lead={t("verifyLead")}>
      <Panel>
        <ol className={styles["verify"]}>
          <li>
            <h3>{t("verifyScan")}</h3>
            <p>{t("verifyScanWords")}</p>
          </li>
          <li>
            <h3>{t("verifyRun")}</h3>
            <p>{t("verifyRunWords")}</p>
            {commands.map((command) => (
              <CopyText key={command} text={command} />
            ))}
          </li>
          <li>
            <h3>{t("verifyRead")}</h3>
            <p>{t("verifyReadWords")}</p>
          </li>
        </ol>
        <p className={styles["standard"]}>{t("standard")}</p>
      </Panel>
    </Section>
  );
}
