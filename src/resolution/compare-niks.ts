/**
 * How two usable NIKs that are not equal stand to each other. One digit wrong, two neighbours
 * swapped, or day and month of the birth date exchanged are slips of a writing hand.
 */
export type NikLikeness = "near" | "near-in-area" | "near-in-serial" | "far";

export function compareNiks(one: string, other: string): NikLikeness {
  // A NIK that the vault no longer holds comes as no digits, and is like none.
  if (one.length !== 16 || other.length !== 16) return "far";
  const differing: number[] = [];
  for (let place = 0; place < 16; place += 1)
    if (one[place] !== other[place]) differing.push(place);
  const [first = 0, second = 0] = differing;
  const oneDigit = differing.length === 1;
  const swapped =
    differing.length === 2 &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first];
  // Twins and neighbours at the counter get serials in a row, and two kecamatan each give serial 0001
  // to somebody born on one day: a slip in these parts proves less.
  if (oneDigit || swapped)
    return first >= 12 ? "near-in-serial" : first < 6 ? "near-in-area" : "near";
  const dayMonthExchanged =
    one.slice(0, 6) === other.slice(0, 6) &&
    one.slice(10) === other.slice(10) &&
    one.slice(6, 8) === other.slice(8, 10) &&
    one.slice(8, 10) === other.slice(6, 8);
  return dayMonthExchanged ? "near" : "far";
}
