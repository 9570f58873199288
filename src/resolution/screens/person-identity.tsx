import type { ReactNode } from "react";
import { Link, Panel, RowLink, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import { uiTexts } from "../../platform/ui/ui-texts.ts";
import type { PersonView } from "../index.ts";
import styles from "./person.module.css";
import { resolutionTexts } from "./texts.ts";

/** A row's address on the page it is shown from. */
export type RowAddress = (rowId: string) => string;

/** Who the person is, masked, and from which rows that was taken. */
export function PersonIdentity({
  person,
  addressOf,
}: {
  readonly person: PersonView;
  readonly addressOf: RowAddress;
}) {
  const t = useTexts(resolutionTexts);
  const ui = useTexts(uiTexts);
  const { day, count } = useSpeech();
  return (
    <Panel>
      {person.mergedInto === null ? null : (
        <p className={styles["merged"]}>
          {t("mergedInto")} <Link to={personPath(person.mergedInto)}>{t("seeMerged")}</Link>
        </p>
      )}
      <h2 className={styles["heading"]}>{t("identity")}</h2>
      <dl className={styles["facts"]}>
        <Fact title={t("memberNumber")}>{person.memberNumber}</Fact>
        <Fact title={t("nik")} missing={t("nikMissing")}>
          {person.nikMasked === null ? null : <code>{person.nikMasked}</code>}
        </Fact>
        <Fact title={t("bornOn")}>{person.bornOn === null ? null : day(person.bornOn)}</Fact>
        <Fact title={t("sex")}>{person.sex === null ? null : ui(person.sex)}</Fact>
        <Fact title={t("occupation")}>{person.occupation}</Fact>
        <Fact title={t("decileField")}>{person.decile === null ? null : count(person.decile)}</Fact>
        <Fact title={t("relation")}>{person.relation}</Fact>
        <Fact title={t("address")}>{person.address}</Fact>
        <Fact title={t("kelurahan")}>{person.kelurahan}</Fact>
        <Fact title={t("kecamatan")}>{person.kecamatan}</Fact>
      </dl>
      <Origin words={t("identityFrom")} person={person} row={person.identityRow} to={addressOf} />
      <Origin words={t("registryFrom")} person={person} row={person.registryRow} to={addressOf} />
    </Panel>
  );
}

function Fact({
  title,
  missing,
  children,
}: {
  readonly title: string;
  readonly missing?: string;
  readonly children: ReactNode;
}) {
  const t = useTexts(resolutionTexts);
  const known = children !== null && children !== "";
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {known ? children : <span className={styles["unknown"]}>{missing ?? t("notKnown")}</span>}
      </dd>
    </div>
  );
}

function Origin({
  words,
  person,
  row,
  to,
}: {
  readonly words: string;
  readonly person: PersonView;
  readonly row: string | null;
  readonly to: RowAddress;
}) {
  const place = person.rows.find((each) => each.rowId === row);
  if (place === undefined) return null;
  return (
    <p className={styles["origin"]}>
      {words} <RowLink place={place} to={to(place.rowId)} />
    </p>
  );
}
