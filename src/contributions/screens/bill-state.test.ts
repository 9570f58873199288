import { expect, test } from "vitest";
import { billState, findRateRp, sumRp } from "./bill-state.ts";

test("one month of the launch is 35,422 participants at Rp16,800", () => {
  expect(findRateRp({ amountRp: "595089600", participants: 35_422 })).toBe("16800");
  expect(findRateRp({ amountRp: "595089601", participants: 35_422 })).toBeNull();
});

test("a bill is late from the day after it was due, and never once it is settled", () => {
  const bill = { settled: false, paidRp: "0", dueOn: "2024-06-14" };
  expect(billState(bill, "2024-06-14").words).toBe("open");
  expect(billState(bill, "2024-06-15").words).toBe("late");
  expect(billState({ ...bill, paidRp: "5" }, "2024-06-01").words).toBe("partly");
  expect(billState({ ...bill, settled: true }, "2024-06-15").words).toBe("settled");
});

test("twelve months add up to the rupiah, beyond what a float can hold", () => {
  expect(sumRp(Array.from({ length: 12 }, () => "595089600"))).toBe("7141075200");
  expect(sumRp(["9007199254740993", "1"])).toBe("9007199254740994");
});
