import { IconAlertTriangle, IconEqual } from "@tabler/icons-react";
import {
  type Column,
  DataTable,
  EmptyState,
  Section,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { LedgerView } from "../index.ts";
import { sumRp } from "./bill-state.ts";
import styles from "./contributions.module.css";
import { usePayer } from "./payer.tsx";
import { contributionsTexts } from "./texts.ts";

type Balance = LedgerView["balances"][number];

/** What stands on each account; the two sides are equal, and the page says so or raises its voice. */
export function LedgerBalances({ ledger }: { readonly ledger: LedgerView }) {
  const t = useTexts(contributionsTexts);
  return (
    <Section title={t("ledger")} lead={t("ledgerLead")}>
      {ledger.balances.length === 0 ? (
        <EmptyState title={t("ledgerNone")}>{t("ledgerNoneHint")}</EmptyState>
      ) : (
        <>
          <Balances balances={ledger.balances} />
          <SumOfNothing ledger={ledger} />
        </>
      )}
    </Section>
  );
}

const debitOf = ({ balanceRp }: Balance) => (BigInt(balanceRp) > 0n ? balanceRp : "0");
const creditOf = ({ balanceRp }: Balance) =>
  BigInt(balanceRp) < 0n ? String(-BigInt(balanceRp)) : "0";

function Balances({ balances }: { readonly balances: readonly Balance[] }) {
  const t = useTexts(contributionsTexts);
  const { rp } = useSpeech();
  const side = (key: "debit" | "credit", amountOf: (balance: Balance) => string) => ({
    key,
    title: t(key),
    numeric: true,
    line: true,
    cell: (balance: Balance) => rp(amountOf(balance)),
    total: rp(sumRp(balances.map(amountOf))),
  });
  const columns: readonly Column<Balance>[] = [
    {
      key: "account",
      title: t("account"),
      cell: (balance) => <AccountName balance={balance} />,
      total: t("all"),
    },
    side("debit", debitOf),
    side("credit", creditOf),
  ];
  return (
    <DataTable
      caption={t("ledgerCaption")}
      columns={columns}
      rows={balances}
      rowKey={(balance) => balance.code}
    />
  );
}

/** An account this page has no word for keeps the title it was opened under. */
function AccountName({ balance }: { readonly balance: Balance }) {
  const t = useTexts(contributionsTexts);
  const sayPayer = usePayer();
  const [kind, payer = ""] = balance.code.split("/");
  const title =
    kind === "receivable"
      ? t("receivable", { payer: sayPayer(payer) })
      : balance.code === "payable/bpjs-ketenagakerjaan"
        ? t("payable/bpjs-ketenagakerjaan")
        : balance.title;
  return (
    <span className={styles["name"]}>
      {title}
      <span>{balance.code}</span>
    </span>
  );
}

function SumOfNothing({ ledger }: { readonly ledger: LedgerView }) {
  const t = useTexts(contributionsTexts);
  const { rp } = useSpeech();
  const wrong = BigInt(ledger.sumRp) !== 0n;
  const Sign = wrong ? IconAlertTriangle : IconEqual;
  return (
    <p className={styles["sum"]} data-wrong={wrong} role={wrong ? "alert" : undefined}>
      <Sign size={16} stroke={2.4} aria-hidden />
      {t("ledgerAdds", {
        debit: rp(sumRp(ledger.balances.map(debitOf))),
        credit: rp(sumRp(ledger.balances.map(creditOf))),
        sum: rp(ledger.sumRp),
      })}
    </p>
  );
}
