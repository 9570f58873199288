import { useParams } from "@tanstack/react-router";
import { BillScreen, BillsScreen, LedgerBalances } from "../../../contributions/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useBill, useBills, useLedger, useStatus } from "../queries.ts";

export function ContributionsPage() {
  const today = useStatus().data?.today ?? null;
  return (
    <Answer to={useBills()} shape={[80, 120, 400, 200]}>
      {({ bills }) => (
        <BillsScreen bills={bills} today={today}>
          <Ledger />
        </BillsScreen>
      )}
    </Answer>
  );
}

function Ledger() {
  return (
    <Answer within to={useLedger()} shape={[200]}>
      {(ledger) => <LedgerBalances ledger={ledger} />}
    </Answer>
  );
}

export function BillPage() {
  const { billId = "" } = useParams({ strict: false }) as { readonly billId?: string };
  const today = useStatus().data?.today ?? null;
  return (
    <Answer to={useBill(billId)} shape={[80, 260, 160]}>
      {(bill) => <BillScreen bill={bill} today={today} />}
    </Answer>
  );
}
