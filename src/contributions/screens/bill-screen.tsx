import {
  Badge,
  type Column,
  CopyText,
  DataTable,
  EmptyState,
  Facts,
  Link,
  PageHead,
  Panel,
  Section,
  ShareBar,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { BillDetailView } from "../index.ts";
import { findRateRp } from "./bill-state.ts";
import { BillBadge } from "./bills-screen.tsx";
import styles from "./contributions.module.css";
import { usePayer } from "./payer.tsx";
import { contributionsTexts } from "./texts.ts";

type PaymentView = BillDetailView["payments"][number];

/** One month's bill: how its amount comes about, and every payment on it. */
export function BillScreen({
  bill,
  today,
}: {
  readonly bill: BillDetailView;
  readonly today: string | null;
}) {
  const t = useTexts(contributionsTexts);
  const { month } = useSpeech();
  const sayPayer = usePayer();
  const title = { no: String(bill.billNo), month: month(bill.month) };
  const lead = { programme: bill.programmeCode, payer: sayPayer(bill.payer) };
  return (
    <>
      <PageHead
        over={<Link to={paths.contributions}>{t("title")}</Link>}
        title={t("billTitle", title)}
        lead={t("billLead", { ...lead, month: month(bill.month) })}
      />
      <Amount bill={bill} today={today} />
      <Section title={t("payments")}>
        {bill.payments.length === 0 ? (
          <EmptyState
            title={t("noPayment")}
            commands={[
              `npx payung pay ${bill.billNo} --amount ${bill.owedRp} --ref "SP2D …" --on ${bill.dueOn}`,
            ]}
          >
            {t("noPaymentHint")}
          </EmptyState>
        ) : (
          <Payments payments={bill.payments} />
        )}
      </Section>
    </>
  );
}

function Amount({ bill, today }: { readonly bill: BillDetailView; readonly today: string | null }) {
  const t = useTexts(contributionsTexts);
  const { rp, day } = useSpeech();
  const rate = findRateRp(bill);
  const { participants } = bill;
  return (
    <Panel>
      <div className={styles["head"]}>
        <BillBadge bill={bill} today={today} />
        {bill.partNo > 1 ? <span>{t("partNo", { no: String(bill.partNo) })}</span> : null}
      </div>
      <p className={styles["terms"]}>
        {rate === null
          ? t("equationUneven", { participants })
          : t("equation", { participants, rate: rp(rate) })}
      </p>
      <p className={styles["amount"]}>= {rp(bill.amountRp)}</p>
      <div className={styles["parts"]}>
        <ShareBar part={Number(bill.paidRp)} whole={Number(bill.amountRp)} />
        <p className={styles["paid"]}>
          <span>
            {t("paidPart")}: <b>{rp(bill.paidRp)}</b>
          </span>
          <span>
            {t("owedPart")}: <b>{rp(bill.owedRp)}</b>
          </span>
        </p>
      </div>
      <div className={styles["facts"]}>
        <Facts
          facts={[
            {
              key: "dueOn",
              title: t("dueOn"),
              value: (
                <>
                  {day(bill.dueOn)}
                  {bill.settledOn === null ? null : (
                    <small>{t("settledOn", { day: day(bill.settledOn) })}</small>
                  )}
                </>
              ),
            },
            ...useOrigin(bill),
          ]}
        />
      </div>
    </Panel>
  );
}

function useOrigin(bill: BillDetailView) {
  const t = useTexts(contributionsTexts);
  const { instant } = useSpeech();
  const sayPayer = usePayer();
  return [
    { key: "payer", title: t("payer"), value: sayPayer(bill.payer) },
    {
      key: "billedBy",
      title: t("billedBy"),
      value: (
        <>
          {sayActor(bill.billedBy)} <small>{instant(bill.billedAt)}</small>
        </>
      ),
    },
    { key: "transfer", title: t("transfer"), value: <Entry id={bill.transferId} /> },
  ];
}

function Entry({ id }: { readonly id: string }) {
  return <CopyText text={id} shown={`${id.slice(0, 8)}…`} />;
}

function Payments({ payments }: { readonly payments: readonly PaymentView[] }) {
  const t = useTexts(contributionsTexts);
  const { rp, day, instant } = useSpeech();
  const columns: readonly Column<PaymentView>[] = [
    { key: "reference", title: t("reference"), cell: (payment) => payment.reference },
    {
      key: "amount",
      title: t("amount"),
      numeric: true,
      line: true,
      cell: (payment) => (
        <span className={payment.reversed ? styles["reversed"] : undefined}>
          {rp(payment.amountRp)}
        </span>
      ),
    },
    { key: "paidOn", title: t("paidOn"), cell: (payment) => day(payment.paidOn) },
    {
      key: "state",
      title: t("state"),
      cell: (payment) =>
        payment.reversed ? (
          <Badge tone="refused">{t("reversed")}</Badge>
        ) : (
          <Badge tone="eligible">{t("counted")}</Badge>
        ),
    },
    {
      key: "paidBy",
      title: t("paidBy"),
      wide: true,
      cell: (payment) => (
        <span className={styles["name"]}>
          {sayActor(payment.paidBy)}
          <span>{instant(payment.paidAt)}</span>
        </span>
      ),
    },
    {
      key: "transfer",
      title: t("transfer"),
      wide: true,
      cell: (payment) => <Entry id={payment.transferId} />,
    },
  ];
  return (
    <DataTable
      caption={t("paymentsCaption", { count: payments.length })}
      columns={columns}
      rows={payments}
      rowKey={(payment) => payment.paymentId}
    />
  );
}
