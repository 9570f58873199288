import { replyKey } from "./reply-text.ts";

/** What Payung reads from a reply, and under which headers it stands; the earlier header is preferred. */
const headers = {
  nik: ["nik", "nonik", "nomornik", "nomorindukkependudukan", "nikktp", "noktp", "nomorktp"],
  name: ["nama", "namalengkap", "namapeserta", "namatenagakerja", "namapekerja"],
  birth: ["tanggallahir", "tgllahir", "tgllhr", "ttl", "tempattanggallahir", "tempattgllahir"],
  memberNumber: ["nomoranggota", "noanggota", "nomoranggotapayung"],
  status: [
    "status",
    "statusverifikasi",
    "statuspendaftaran",
    "statuspengecekan",
    "statusnik",
    "statuscek",
    "statushasil",
    "statuskepesertaan",
  ],
  kpj: ["nomorkpj", "nokpj", "kpj", "nomorkartu", "nomorpeserta", "nopeserta"],
  starts: [
    "tanggalefektif",
    "tglefektif",
    "efektif",
    "tmt",
    "tanggalmulai",
    "tglmulai",
    "mulai",
    "mulaiberlaku",
    "tanggalkepesertaan",
    "tanggalaktif",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const remarkHeaders: ReadonlySet<string> = new Set([
  "keterangan",
  "ket",
  "hasil",
  "hasilpengecekan",
  "hasilverifikasi",
  "hasilcek",
  "alasan",
  "alasantolak",
  "alasanpenolakan",
  "catatan",
]);

/** Where a sheet's columns are; `remarks` may be several (KETERANGAN and HASIL). */
export interface ReplyColumns extends Readonly<Partial<Record<keyof typeof headers, number>>> {
  readonly remarks: readonly number[];
}

/** How far down a header is looked for. */
export const headerSearchRows = 15;

/** The columns when this row is a reply's header: somebody can be told by it, and an answer. */
export function findReplyColumns(cells: readonly string[]): ReplyColumns | null {
  const columnByKey = new Map<string, number>();
  const remarks: number[] = [];
  cells.forEach((cell, column) => {
    const key = cell.length > 60 ? "" : replyKey(cell);
    if (remarkHeaders.has(key)) remarks.push(column);
    else if (key !== "" && !columnByKey.has(key)) columnByKey.set(key, column);
  });
  const columns: Partial<Record<keyof typeof headers, number>> = {};
  for (const [field, keys] of Object.entries(headers) as [
    keyof typeof headers,
    readonly string[],
  ][]) {
    const column = keys.map((key) => columnByKey.get(key)).find((one) => one !== undefined);
    if (column !== undefined) columns[field] = column;
  }
  const tellsWho =
    columns.nik !== undefined ||
    columns.memberNumber !== undefined ||
    (columns.name !== undefined && columns.birth !== undefined);
  const tellsWhat = columns.status !== undefined || remarks.length > 0 || columns.kpj !== undefined;
  return tellsWho && tellsWhat ? { ...columns, remarks } : null;
}

/** Whether a row below the header is the header again. */
export function isHeaderAgain(cells: readonly string[], headerCells: readonly string[]): boolean {
  let stated = 0;
  let same = 0;
  cells.forEach((cell, column) => {
    if (cell === "") return;
    stated += 1;
    if (replyKey(cell) !== "" && replyKey(cell) === replyKey(headerCells[column] ?? "")) same += 1;
  });
  return same >= 3 && same * 5 >= stated * 4;
}
