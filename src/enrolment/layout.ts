import { z } from "zod";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";

/** What a column may be filled with. */
export const layoutFields = [
  "line-no",
  "nik",
  "name",
  "born-on",
  "sex",
  "address",
  "kelurahan",
  "kecamatan",
  "occupation",
  "income-rp",
  "insurer-programmes",
  "starts-on",
  "member-number",
] as const;
export type LayoutField = (typeof layoutFields)[number];

const unique = (list: readonly string[]) => new Set(list).size === list.length;

/** The columns of a batch workbook, as a mapping file (YAML) states them. */
export const layoutSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a name is lower-case words with hyphens"),
  title: z.string().min(1),
  sheet: z.string().regex(/^(?!')[^[\]:*?/\\]{1,31}$/, "a sheet's name has 1 to 31 characters"),
  columns: z
    .array(
      z.strictObject({
        header: z.string().min(1),
        field: z.enum(layoutFields),
        kind: z.enum(["text", "number"]),
        width: z.number().min(2).max(100).default(16),
      }),
    )
    .refine((columns) => unique(columns.map(({ header }) => header)), "each header once")
    .refine(
      (columns) => ["nik", "name"].every((field) => columns.some((one) => one.field === field)),
      "the fields nik and name are needed: the insurer knows people by them",
    )
    .refine(
      (columns) => columns.every(({ kind, field }) => kind === "text" || numericFields.has(field)),
      "only line-no and income-rp are numbers; everything else is text, so that no digit is lost",
    ),
});
export type Layout = z.infer<typeof layoutSchema>;

const numericFields: ReadonlySet<LayoutField> = new Set(["line-no", "income-rp"]);

/** One person as sent, before any layout. `income` is the income class in rupiah, digits. */
export interface SentLine {
  readonly lineNo: number;
  readonly rank: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly nikId: Uuid;
  readonly nik: string;
  readonly name: string;
  readonly bornOn: PlainDate | null;
  readonly sex: "male" | "female" | null;
  readonly address: string;
  readonly kelurahan: string;
  readonly kecamatan: string;
  readonly occupation: string;
  readonly incomeRp: string;
  readonly insurerProgrammes: string;
  readonly startsOn: PlainDate;
}

/** What stands in a cell of this field; days dd-mm-yyyy, what is not known is empty. */
export function cellText(line: SentLine, field: LayoutField): string {
  switch (field) {
    case "line-no":
      return String(line.lineNo);
    case "nik":
      return line.nik;
    case "name":
      return line.name;
    case "born-on":
      return line.bornOn === null ? "" : dayFirst(line.bornOn);
    case "sex":
      return line.sex === null ? "" : line.sex === "male" ? "LAKI-LAKI" : "PEREMPUAN";
    case "address":
      return line.address;
    case "kelurahan":
      return line.kelurahan;
    case "kecamatan":
      return line.kecamatan;
    case "occupation":
      return line.occupation;
    case "income-rp":
      return line.incomeRp;
    case "insurer-programmes":
      return line.insurerProgrammes;
    case "starts-on":
      return dayFirst(line.startsOn);
    case "member-number":
      return line.memberNumber;
  }
}

/** `31-05-2024`: the way Indonesian forms write a day. */
function dayFirst(day: PlainDate): string {
  return `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;
}
