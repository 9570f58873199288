import { mkdirSync } from "node:fs";
import path from "node:path";
import { openWorkbook, type WriteCell, writeWorkbook } from "../platform/spreadsheet/server.ts";

/** A person as the insurer finds one in a batch's workbook: cells by header. */
export type SentPerson = Readonly<Record<string, string>>;

/** What a test lets the insurer say of a person; undefined: nothing yet. */
export type Say = (person: SentPerson, index: number) => readonly WriteCell[] | undefined;

/** Reads a batch as whoever receives it would: the header row, then people. */
export async function readBatchFile(file: string): Promise<readonly SentPerson[]> {
  const opened = await openWorkbook(file);
  if (!opened.ok) throw new Error(opened.error.type);
  const rows: (readonly string[])[] = [];
  for await (const batch of opened.value.readBatches("Peserta"))
    rows.push(...batch.map(({ cells }) => cells));
  await opened.value.close();
  const headerAt = rows.findIndex((cells) => cells[0] === "NO");
  const header = rows[headerAt] ?? [];
  return rows
    .slice(headerAt + 1)
    .map((cells) => Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ""])));
}

const replyHeader = [
  "NIK",
  "NAMA",
  "TANGGAL LAHIR",
  "STATUS",
  "KETERANGAN",
  "NO KPJ",
  "TANGGAL EFEKTIF",
] as const;

/** Writes a reply: a row for everybody of whom `say` says STATUS, KETERANGAN, KPJ and start. */
export async function writeReply(
  folder: string,
  name: string,
  people: readonly SentPerson[],
  say: Say,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  const rows: (readonly WriteCell[])[] = [["HASIL PENGECEKAN"], [...replyHeader]];
  people.forEach((person, index) => {
    const said = say(person, index);
    if (said === undefined) return;
    const { NIK = "", NAMA = "" } = person;
    rows.push([NIK, NAMA, person["TANGGAL LAHIR"] ?? "", ...said]);
  });
  await writeWorkbook(file, [{ name: "Balasan", rows }]);
  return file;
}

/** A KPJ number of a person's own, made of the member number so that every batch has other ones. */
export function kpjOf(person: SentPerson): string {
  return (person["NOMOR ANGGOTA"] ?? "")
    .replace(/[^0-9A-Z]/g, "")
    .slice(4, 14)
    .padStart(11, "2");
}

export const accept = (person: SentPerson) => ["Y", "BISA DAFTAR", kpjOf(person), "01-06-2024"];
export const reject = () => ["N", "Penduduk meninggal dunia", null, null];
export const mumble = () => ["PROSES", null, null, null];
