import {
  CautionBadge,
  CopyText,
  EmptyState,
  Link,
  PageHead,
  Panel,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { lawPath, paths } from "../../platform/ui/paths.ts";
import type { LawParameterView } from "../index.ts";
import styles from "./law.module.css";
import { findValueOn, type LawValueView, writeLawValue } from "./law-values.ts";
import { lawTexts } from "./texts.ts";

/** Every law value used, with its citation; what is still to be confirmed says so. */
export function LawScreen({
  version,
  parameters,
}: {
  readonly version: string;
  readonly parameters: readonly LawParameterView[];
}) {
  const t = useTexts(lawTexts);
  const { say } = useSpeech();
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Version version={version} />
      <ul className={styles["parameters"]}>
        {parameters.map((parameter) => (
          <li key={parameter.parameter}>
            <Panel>
              <h2 className={styles["title"]}>
                <Link to={lawPath(parameter.parameter)}>{say(parameter.title)}</Link>
              </h2>
              <Values parameter={parameter} on={null} />
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One law value through time; the one in force on the day asked about is marked. */
export function LawParameterScreen({
  version,
  name,
  parameter,
  on,
}: {
  readonly version: string;
  readonly name: string;
  readonly parameter: LawParameterView | null;
  readonly on: string | null;
}) {
  const t = useTexts(lawTexts);
  const { say, day } = useSpeech();
  if (parameter === null) {
    return (
      <EmptyState wholePage title={t("unknownTitle")}>
        {t("unknownLead", { parameter: name })}
      </EmptyState>
    );
  }
  const missing = on !== null && findValueOn(parameter, on) === null;
  return (
    <>
      <PageHead
        over={<Link to={paths.law}>{t("all")}</Link>}
        title={say(parameter.title)}
        lead={missing ? t("noValueOn", { day: day(on) }) : undefined}
      />
      <Version version={version} />
      <Panel>
        <Values parameter={parameter} on={on} />
      </Panel>
    </>
  );
}

function Version({ version }: { readonly version: string }) {
  const t = useTexts(lawTexts);
  return (
    <p className={styles["version"]}>
      {t("version")}
      <CopyText text={version} shown={version.length > 20 ? `${version.slice(0, 12)}…` : version} />
    </p>
  );
}

function Values({
  parameter,
  on,
}: {
  readonly parameter: LawParameterView;
  readonly on: string | null;
}) {
  const t = useTexts(lawTexts);
  const { day, language } = useSpeech();
  const inForce = on === null ? null : findValueOn(parameter, on);
  const { verifiedUntil, notModelled } = parameter;
  return (
    <>
      <ul className={styles["values"]}>
        {parameter.values.toReversed().map((value) => (
          <li key={value.from} data-in-force={value === inForce}>
            <Value value={value} unit={parameter.unit} />
            {value === inForce && on !== null ? (
              <p className={styles["inForce"]}>{t("inForceOn", { day: day(on) })}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className={styles["soft"]}>
        {t("verifiedUntil", { day: day(verifiedUntil) })} · <code>{parameter.parameter}</code>
      </p>
      {notModelled === null ? null : (
        <p className={styles["soft"]}>
          {t("notModelled")} {notModelled[language]}
        </p>
      )}
    </>
  );
}

function Value({ value, unit }: { readonly value: LawValueView; readonly unit: string }) {
  const t = useTexts(lawTexts);
  const { day, language, rp } = useSpeech();
  const lowest = value.bands?.[0];
  return (
    <>
      <p className={styles["value"]}>
        {value.repealed ? t("repealed") : null}
        {value.value === null ? null : writeLawValue(value.value, unit, language)}
        {lowest === undefined ? null : (
          <>
            {rp(lowest.amount)}{" "}
            <small>
              {lowest.incomeBelow === null
                ? t("bandRest")
                : t("bandBelow", { income: rp(lowest.incomeBelow) })}
            </small>
          </>
        )}
      </p>
      <p>
        {t("from")} {day(value.from)}
      </p>
      <Citation value={value} />
      {value.note === null ? null : <p className={styles["soft"]}>{value.note[language]}</p>}
      {value.bands === null ? null : <Bands bands={value.bands} />}
    </>
  );
}

function Bands({ bands }: { readonly bands: NonNullable<LawValueView["bands"]> }) {
  const t = useTexts(lawTexts);
  const { rp } = useSpeech();
  return (
    <details className={styles["bands"]}>
      <summary>{t("bands", { count: bands.length })}</summary>
      <table>
        <caption className="only-heard">{t("bandsCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("income")}</th>
            <th scope="col">{t("value")}</th>
            <th scope="col">{t("confidence")}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band) => (
            <tr key={band.incomeBelow ?? "rest"}>
              <th scope="row">
                {band.incomeBelow === null
                  ? t("bandRest")
                  : t("bandBelow", { income: rp(band.incomeBelow) })}
              </th>
              <td>{rp(band.amount)}</td>
              <td>
                {band.toBeConfirmed ? t("toBeConfirmed") : t(`confidence_${band.confidence}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Instrument and article, with how sure the reading is. */
function Citation({ value }: { readonly value: LawValueView }) {
  const t = useTexts(lawTexts);
  const { day } = useSpeech();
  const { gazetted } = value.source;
  return (
    <p className={styles["citation"]}>
      <span>
        <Source source={value.source} />
        {gazetted === null ? null : `, ${t("gazetted", { day: day(gazetted) })}`}
      </span>
      <span className={styles["soft"]}>
        {t("confidence")}: {t(`confidence_${value.confidence}`)}
      </span>
      {value.toBeConfirmed ? <CautionBadge>{t("toBeConfirmed")}</CautionBadge> : null}
    </p>
  );
}

function Source({ source }: { readonly source: LawValueView["source"] }) {
  const t = useTexts(lawTexts);
  const found = source.article !== "not found";
  const article = found ? t("articles", { article: source.article }) : t("articleNotFound");
  return `${source.instrument}, ${article}`;
}

/** The law value behind a sentence: its name, citation and doubts, leading to its page. */
export function LawLink({
  law,
  parameters,
}: {
  readonly law: { readonly parameter: string; readonly on: string };
  readonly parameters: readonly LawParameterView[];
}) {
  const t = useTexts(lawTexts);
  const { say, language } = useSpeech();
  const parameter = parameters.find((each) => each.parameter === law.parameter);
  const value = parameter === undefined ? null : findValueOn(parameter, law.on);
  return (
    <span className={styles["citation"]}>
      <Link to={lawPath(law.parameter, law.on)}>
        {parameter === undefined ? law.parameter : say(parameter.title)}
        {parameter === undefined || !value?.value
          ? null
          : `: ${writeLawValue(value.value, parameter.unit, language)}`}
      </Link>
      {value === null ? null : (
        <span>
          <Source source={value.source} />
        </span>
      )}
      {value?.toBeConfirmed ? <CautionBadge>{t("toBeConfirmed")}</CautionBadge> : null}
    </span>
  );
}
