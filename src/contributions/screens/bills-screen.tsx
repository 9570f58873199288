import type { ReactNode } from "react";
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Figure,
  Figures,
  Link,
  PageHead,
  Section,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { billPath } from "../../platform/ui/paths.ts";
import type { BillView } from "../index.ts";
import { billState, findRateRp, sumRp } from "./bill-state.ts";
import styles from "./contributions.module.css";
import { contributionsTexts } from "./texts.ts";

/** What the city was billed, month by month; the ledger is inside. */
export function BillsScreen({
  bills,
  today,
  children,
}: {
  readonly bills: readonly BillView[];
  readonly today: string | null;
  readonly children: ReactNode;
}) {
  const t = useTexts(contributionsTexts);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {bills.length === 0 ? (
        <EmptyState
          title={t("noBill")}
          commands={["npx payung bill --programme makassar-2024 --month 2024-06"]}
        >
          {t("noBillHint")}
        </EmptyState>
      ) : (
        <>
          <Totals bills={bills} />
          <Section title={t("bills")}>
            <Bills bills={bills} today={today} />
          </Section>
          {children}
        </>
      )}
    </>
  );
}

function Totals({ bills }: { readonly bills: readonly BillView[] }) {
  const t = useTexts(contributionsTexts);
  const { rp, day } = useSpeech();
  const billed = sumRp(bills.map((bill) => bill.amountRp));
  const open = bills.filter((bill) => !bill.settled);
  const first = open.map((bill) => bill.dueOn).sort()[0];
  return (
    <Figures>
      <Figure title={t("billed")} value={rp(billed)} of={t("billedOf", { count: bills.length })} />
      <Figure
        strong
        title={t("paid")}
        value={rp(sumRp(bills.map((bill) => bill.paidRp)))}
        of={t("paidOf", { amount: rp(billed) })}
      />
      <Figure
        title={t("owed")}
        value={rp(sumRp(bills.map((bill) => bill.owedRp)))}
        of={
          first === undefined ? t("owedNone") : t("owedOf", { count: open.length, day: day(first) })
        }
      />
    </Figures>
  );
}

function Bills({
  bills,
  today,
}: {
  readonly bills: readonly BillView[];
  readonly today: string | null;
}) {
  const t = useTexts(contributionsTexts);
  return (
    <DataTable
      caption={t("billsCaption", { count: bills.length })}
      columns={useColumns(bills, today)}
      rows={bills}
      rowKey={(bill) => bill.billId}
    />
  );
}

function useColumns(bills: readonly BillView[], today: string | null): readonly Column<BillView>[] {
  const t = useTexts(contributionsTexts);
  const { rp, day } = useSpeech();
  const money = (key: "amountRp" | "paidRp" | "owedRp", title: string): Column<BillView> => ({
    key,
    title,
    numeric: true,
    line: true,
    cell: (bill) => rp(bill[key]),
    order: (bill) => Number(bill[key]),
    total: rp(sumRp(bills.map((bill) => bill[key]))),
  });
  return [
    {
      key: "bill",
      title: t("bill"),
      cell: (bill) => <BillName bill={bill} />,
      order: (bill) => `${bill.month} ${bill.partNo}`,
      total: t("all"),
    },
    {
      key: "sum",
      title: t("sum"),
      numeric: true,
      wide: true,
      cell: (bill) => <Terms bill={bill} />,
    },
    money("amountRp", t("amount")),
    money("paidRp", t("paid")),
    money("owedRp", t("owed")),
    {
      key: "dueOn",
      title: t("dueOn"),
      cell: (bill) => day(bill.dueOn),
      order: (bill) => bill.dueOn,
    },
    {
      key: "state",
      title: t("state"),
      cell: (bill) => <BillBadge bill={bill} today={today} />,
      order: (bill) => billState(bill, today).words,
    },
  ];
}

function BillName({ bill }: { readonly bill: BillView }) {
  const t = useTexts(contributionsTexts);
  const { month } = useSpeech();
  const part = bill.partNo > 1 ? ` · ${t("partNo", { no: String(bill.partNo) })}` : "";
  return (
    <span className={styles["name"]}>
      <Link to={billPath(bill.billId)}>{month(bill.month)}</Link>
      <span>
        {t("billNo", { no: String(bill.billNo) })}
        {part}
      </span>
    </span>
  );
}

function Terms({ bill }: { readonly bill: BillView }) {
  const t = useTexts(contributionsTexts);
  const { count, rp } = useSpeech();
  const rate = findRateRp(bill);
  const participants = count(bill.participants);
  if (rate === null) return t("participants", { n: participants });
  return (
    <span className={styles["number"]}>
      {participants} × {rp(rate)}
    </span>
  );
}

export function BillBadge({
  bill,
  today,
}: {
  readonly bill: BillView;
  readonly today: string | null;
}) {
  const t = useTexts(contributionsTexts);
  const { tone, words } = billState(bill, today);
  return <Badge tone={tone}>{t(words)}</Badge>;
}
