import { expect, test } from "vitest";
import { describeSpreadsheetRefusal, type SpreadsheetRefusal } from "./index.ts";

const TYPES: readonly SpreadsheetRefusal["type"][] = [
  "FileMissing",
  "FileEmpty",
  "NotASpreadsheet",
  "PasswordProtected",
  "Truncated",
  "OldExcelFormat",
  "TooLarge",
  "Damaged",
];

test.each(TYPES)("%s is explained with the file's name only, in both languages", (type) => {
  for (const file of ["/srv/data/daftar.xlsx", "C:\\data\\daftar.xlsx", "daftar.xlsx"]) {
    const refusal = { type, file, detail: "row 7" };
    const indonesian = describeSpreadsheetRefusal(refusal, "id");
    const english = describeSpreadsheetRefusal(refusal, "en");
    expect(indonesian).toMatch(/^Berkas "daftar\.xlsx" .+\. .+\(Rincian teknis: row 7\.\)$/);
    expect(english).toMatch(/^The file "daftar\.xlsx" .+\. .+\(Technical detail: row 7\.\)$/);
    expect(indonesian + english).not.toMatch(/srv|C:/);
  }
});

test("an old Excel file's refusal says to save it as .xlsx", () => {
  const refusal = { type: "OldExcelFormat", file: "a.xls", detail: "" } as const;
  expect(describeSpreadsheetRefusal(refusal, "id")).toContain(".xlsx");
  expect(describeSpreadsheetRefusal(refusal, "en")).toContain(".xlsx");
});
