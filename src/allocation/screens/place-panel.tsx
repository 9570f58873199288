import { Panel, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { PlaceView } from "../index.ts";
import styles from "./standing.module.css";
import { allocationTexts } from "./texts.ts";

/** What decided a person's place in the order, in the order of the programme. */
export function PlacePanel({ place }: { readonly place: PlaceView }) {
  const t = useTexts(allocationTexts);
  const { say } = useSpeech();
  return (
    <Panel>
      <h2 className={styles["heading"]}>{t("place")}</h2>
      <p className={styles["soft"]}>{t("placeCaption")}</p>
      <dl className={styles["criteria"]}>
        {place.criteria.map((criterion) => (
          <div key={criterion.key}>
            <dt>{say(criterion.title)}</dt>
            <dd>{say(criterion.value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
