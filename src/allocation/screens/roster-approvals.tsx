import {
  Badge,
  CopyText,
  EmptyState,
  type Fact,
  Facts,
  Link,
  Panel,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { RosterView } from "../index.ts";
import styles from "./roster-approvals.module.css";
import { allocationTexts } from "./texts.ts";

/** Every roster with its two names: who made it, and who approved it under which decree. */
export function RosterApprovals({ rosters }: { readonly rosters: readonly RosterView[] }) {
  const t = useTexts(allocationTexts);
  return (
    <Section title={t("rosters")} lead={t("rostersLead")}>
      {rosters.length === 0 ? (
        <EmptyState title={t("noRoster")} commands={["npx payung allocate --help"]}>
          {t("noRosterHint")}
        </EmptyState>
      ) : (
        <ul className={styles["rosters"]}>
          {rosters.map((roster) => (
            <li key={roster.runId}>
              <Roster roster={roster} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Roster({ roster }: { readonly roster: RosterView }) {
  const t = useTexts(allocationTexts);
  const facts = [...useSize(roster), ...useNames(roster)];
  return (
    <Panel>
      <div className={styles["head"]}>
        <h3>
          <Link to={paths.roster}>{t("rosterNo", { no: String(roster.runNo) })}</Link>
        </h3>
        {roster.decree === null ? (
          <Badge tone="waiting">{t("notApproved")}</Badge>
        ) : (
          <Badge tone="eligible">{t("approved")}</Badge>
        )}
        <span className={styles["soft"]}>{roster.programmeCode}</span>
      </div>
      <Facts facts={facts} />
      {roster.decree === null ? (
        <div className={styles["todo"]}>
          <p>{t("toApprove")}</p>
          <code>npx payung roster approve {roster.runNo} --decree "…"</code>
        </div>
      ) : null}
    </Panel>
  );
}

function useSize(roster: RosterView): readonly Fact[] {
  const t = useTexts(allocationTexts);
  const { count, rp, month } = useSpeech();
  const { seats, waiting, months } = roster;
  return [
    {
      key: "seats",
      title: t("seats"),
      value: (
        <>
          {count(seats)} <small>{t("seatsOf", { ranked: seats + waiting, waiting })}</small>
        </>
      ),
    },
    {
      key: "cost",
      title: t("cost"),
      value: (
        <>
          {rp(roster.costRp)}{" "}
          <small>{t("costOf", { seats, perPerson: rp(roster.costPerPersonRp) })}</small>
        </>
      ),
    },
    {
      key: "months",
      title: t("months"),
      value: t("monthsFrom", { months, month: month(roster.firstMonth) }),
    },
  ];
}

function useNames(roster: RosterView): readonly Fact[] {
  const t = useTexts(allocationTexts);
  const { instant } = useSpeech();
  const { rosterHash: hash, approvedBy, approvedAt } = roster;
  return [
    {
      key: "madeBy",
      title: t("madeBy"),
      value: (
        <>
          {sayActor(roster.madeBy)} <small>{instant(roster.madeAt)}</small>
        </>
      ),
    },
    {
      key: "approvedBy",
      title: t("approvedBy"),
      value:
        approvedBy === null ? (
          t("notYet")
        ) : (
          <>
            {sayActor(approvedBy)} <small>{approvedAt === null ? "" : instant(approvedAt)}</small>
          </>
        ),
    },
    { key: "decree", title: t("decree"), value: roster.decree ?? t("notYet") },
    {
      key: "seal",
      title: t("seal"),
      value: <CopyText text={hash} shown={`${hash.slice(0, 12)}…${hash.slice(-4)}`} />,
    },
  ];
}
