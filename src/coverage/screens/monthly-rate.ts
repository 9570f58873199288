/**
 * What one person costs a month, when the whole term divides evenly; null when it does not, as when
 * the rate changes within the term.
 *
 * Unit: whole rupiah as digits, as money travels in JSON.
 */
export function findMonthlyRateRp(costPerPersonRp: string, months: number): string | null {
  const cost = BigInt(costPerPersonRp);
  const term = BigInt(months);
  return term > 0n && cost % term === 0n ? String(cost / term) : null;
}
