import { maskNiksIn } from "../kernel/nik.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { statedCell } from "../platform/spreadsheet/index.ts";
import { readKpj, readReplyDay } from "./read-reply-cell.ts";
import { type DoubtCode, findRejection, type RejectionCode } from "./reasons.ts";
import { replyKey, spellRemark } from "./reply-text.ts";

/** What one row of a reply says. `text` is the insurer's remark, numbers of 12 and more digits masked. */
export type Answer =
  | {
      readonly outcome: "accepted";
      readonly kpj: string;
      readonly startsOn: PlainDate;
      readonly text: string;
    }
  | { readonly outcome: "rejected"; readonly code: RejectionCode; readonly text: string }
  | { readonly outcome: "unclear"; readonly code: DoubtCode; readonly text: string };

/** The cells of a row that hold the answer. `status` is null when the sheet has no such column. */
export interface AnswerCells {
  readonly status: string | null;
  /** The remark (KETERANGAN, HASIL); null when the sheet has no such column. */
  readonly remark: string | null;
  readonly kpj: string | undefined;
  readonly starts: string | undefined;
  readonly startsIsNumber: boolean;
}

/**
 * Reads an answer.
 *
 * STATUS decides; where it is empty, or no word that we know, the remark does. The four words of
 * acceptance count unless they are denied ("TIDAK SESUAI"). A status against its own remark (Y with
 * "MENINGGAL", N with "BISA DAFTAR") settles nothing. Accepted needs a KPJ number and a start.
 */
export function readAnswer(cells: AnswerCells): Answer {
  const status = statedCell(cells.status ?? "");
  const remark = statedCell(cells.remark ?? "");
  const word = statusWord(status);
  const judged = word === null ? [status, remark].filter((one) => one !== "").join("; ") : remark;
  const text = maskNiksIn(judged).slice(0, textMax);
  const said = judge(word, judged, cells);
  if (said.outcome !== "accepted") return { ...said, text };
  return readAcceptance(cells, text);
}

const textMax = 300;

/** Whether the row holds an answer at all; one without is a person who still waits. */
export function hasAnswer(cells: AnswerCells): boolean {
  return [cells.status ?? "", cells.remark ?? "", cells.kpj].some(
    (cell) => statedCell(cell) !== "",
  );
}

type Said =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "rejected"; readonly code: RejectionCode }
  | { readonly outcome: "unclear"; readonly code: DoubtCode };

function judge(word: "yes" | "no" | null, judged: string, cells: AnswerCells): Said {
  const { accepts, denies } = findAcceptance(judged);
  const rejection = findRejection(judged);
  const contradiction = { outcome: "unclear", code: "BERTENTANGAN" } as const;
  if (word === "yes") {
    // "Y, terdaftar aktif BPU" says that the enrolment worked.
    const against = denies || (rejection !== null && rejection !== "AKTIF_BPU");
    return against ? contradiction : { outcome: "accepted" };
  }
  if (word === "no") {
    if (accepts && !denies && rejection === null) return contradiction;
    return { outcome: "rejected", code: rejection ?? "LAINNYA" };
  }
  if (accepts && (denies || rejection !== null)) return contradiction;
  if (accepts) return { outcome: "accepted" };
  if (/\b(PROSES|MENUNGGU|PENDING|TUNDA|DITUNDA)\b/.test(spellRemark(judged)))
    return { outcome: "unclear", code: "STATUS_TIDAK_JELAS" };
  if (rejection !== null) return { outcome: "rejected", code: rejection };
  if (denies) return { outcome: "rejected", code: "LAINNYA" };
  if (cells.status !== null || (cells.remark !== null && judged === ""))
    return { outcome: "unclear", code: "STATUS_TIDAK_JELAS" };
  // A list without STATUS and remarks, but with KPJ numbers, is a list of those accepted.
  if (cells.remark === null) return { outcome: "accepted" };
  return { outcome: "rejected", code: "LAINNYA" };
}

function statusWord(status: string): "yes" | "no" | null {
  const key = replyKey(status);
  if (/^(y|ya|yes|diterima|terima|lolos|valid|berhasil|sukses|ok|oke)$/.test(key)) return "yes";
  if (/^(n|t|tidak|tdk|no|ditolak|tolak|gagal|invalid|tidakvalid|tidaklolos)$/.test(key))
    return "no";
  return null;
}

const acceptanceWords = "(BISA DAFTAR|DAPAT DIDAFTARKAN|TERVERIFIKASI|SESUAI|LOLOS)";
const denied = new RegExp(
  `\\b(TIDAK|TAK|BELUM|BUKAN|GAGAL|KURANG)( DAPAT| BISA| BERHASIL)? (DAFTAR|DIDAFTARKAN|DIVERIFIKASI|${acceptanceWords})\\b`,
  "g",
);
const accepting = new RegExp(`\\b${acceptanceWords}\\b`);

function findAcceptance(remark: string): { readonly accepts: boolean; readonly denies: boolean } {
  const text = spellRemark(remark);
  const rest = text.replace(denied, " ");
  return { accepts: accepting.test(rest), denies: rest !== text };
}

function readAcceptance(cells: AnswerCells, text: string): Answer {
  const kpj = readKpj(cells.kpj);
  if (kpj === null) {
    const code = statedCell(cells.kpj) === "" ? "KPJ_KOSONG" : "KPJ_SALAH";
    return { outcome: "unclear", code, text };
  }
  const startsOn = readReplyDay(cells.starts, cells.startsIsNumber);
  if (startsOn === null) return { outcome: "unclear", code: "MULAI_KOSONG", text };
  return { outcome: "accepted", kpj, startsOn, text };
}
