import type { ReactNode } from "react";
import {
  type Column,
  CopyText,
  DataTable,
  EmptyState,
  Link,
  PageHead,
  Pager,
  Select,
  type SelectOption,
  Tabs,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import { uiTexts } from "../../platform/ui/ui-texts.ts";
import type { RosterLine, RosterPage } from "../index.ts";
import { linesPerPage, type RosterQuery, rosterPath } from "./roster-query.ts";
import styles from "./standing.module.css";
import { allocationTexts } from "./texts.ts";

/** The roster's head, its two parts and the choice of a kecamatan; the page itself is inside. */
export function RosterScreen({
  query,
  counts,
  rosterHash,
  kecamatan,
  onChoose,
  children,
}: {
  readonly query: RosterQuery;
  readonly counts: Readonly<Record<RosterQuery["outcome"], number>>;
  readonly rosterHash: string;
  readonly kecamatan: readonly SelectOption[];
  readonly onChoose: (query: RosterQuery) => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(allocationTexts);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <p className={styles["seal"]}>
        {t("seal")}
        <CopyText text={rosterHash} shown={`${rosterHash.slice(0, 12)}…${rosterHash.slice(-4)}`} />
      </p>
      <div className={styles["parts"]}>
        <Tabs
          label={t("tabs")}
          tabs={(["chosen", "waiting"] as const).map((outcome) => ({
            key: outcome,
            title: t(outcome),
            count: counts[outcome],
            to: rosterPath({ ...query, outcome, page: 1 }),
            current: query.outcome === outcome,
          }))}
        />
        <div className={styles["filter"]}>
          <Select
            label={t("kecamatan")}
            value={query.kecamatan ?? ""}
            options={[{ value: "", label: t("all") }, ...kecamatan]}
            onChoose={(code) =>
              onChoose({ ...query, kecamatan: code === "" ? null : code, page: 1 })
            }
          />
        </div>
      </div>
      {children}
    </>
  );
}

export function RosterLines({
  page,
  query,
}: {
  readonly page: RosterPage;
  readonly query: RosterQuery;
}) {
  const t = useTexts(allocationTexts);
  const columns = useColumns();
  if (page.lines.length === 0) {
    return <EmptyState title={t("nobody")}>{t("nobodyHint")}</EmptyState>;
  }
  const from = (query.page - 1) * linesPerPage + 1;
  const range = { from, to: from + page.lines.length - 1, total: page.total };
  return (
    <>
      <DataTable
        caption={t("caption", range)}
        columns={columns}
        rows={page.lines}
        rowKey={(line) => line.personId}
      />
      <Pager
        page={query.page}
        pages={Math.ceil(page.total / linesPerPage)}
        pathOf={(number) => rosterPath({ ...query, page: number })}
      />
    </>
  );
}

function useColumns(): readonly Column<RosterLine>[] {
  const t = useTexts(allocationTexts);
  const ui = useTexts(uiTexts);
  const { count } = useSpeech();
  const counted = (number: number | null) => (number === null ? t("notKnown") : count(number));
  return [
    {
      key: "name",
      title: t("name"),
      cell: (line) => (
        <span className={styles["person"]}>
          <Link to={personPath(line.personId)}>{line.name ?? t("nameless")}</Link>
          <span>{line.memberNumber}</span>
        </span>
      ),
    },
    { key: "rank", title: t("rank"), numeric: true, cell: (line) => count(line.rank) },
    { key: "decile", title: t("decile"), numeric: true, cell: (line) => counted(line.decile) },
    { key: "age", title: t("age"), numeric: true, cell: (line) => counted(line.age) },
    {
      key: "sex",
      title: t("sex"),
      cell: (line) => (line.sex === null ? t("notKnown") : ui(line.sex)),
    },
    { key: "occupation", title: t("occupation"), cell: (line) => line.occupation ?? t("notKnown") },
    {
      key: "disability",
      title: t("disability"),
      cell: (line) => <Disability kind={line.disability} />,
    },
    {
      key: "residence",
      title: t("residence"),
      wide: true,
      cell: (line) =>
        [line.kelurahan, line.kecamatan].filter((place) => place !== null).join(", ") ||
        t("notKnown"),
    },
  ];
}

const disabilityKinds = [
  "physical",
  "intellectual",
  "mental",
  "visual",
  "hearing",
  "speech",
  "multiple",
] as const;

/** A kind this page has no word for is shown as it was recorded. */
function Disability({ kind }: { readonly kind: string | null }) {
  const t = useTexts(allocationTexts);
  const known = disabilityKinds.find((each) => each === kind);
  if (known !== undefined) return t(`disability_${known}`);
  return kind ?? t("notKnown");
}
