import type { Bilingual } from "../../kernel/statement.ts";
import type { Source } from "../index.ts";

/** A file that somebody brings in the browser: sent byte by byte, then read row by row. */
export interface Upload {
  readonly key: string;
  readonly fileName: string;
  readonly state: "waiting" | "sending" | "reading" | "done" | "refused";
  readonly bytesSent: number;
  readonly bytesTotal: number;
  /** Rows read so far. */
  readonly rows: number;
  readonly sheets: readonly UploadedSheet[];
  /** Why it was refused; null otherwise. */
  readonly message: Bilingual | null;
}

/** What became of one sheet. rows = accepted + warned + quarantined. */
export interface UploadedSheet {
  readonly sheet: string;
  readonly source: Source;
  readonly rows: number;
  readonly accepted: number;
  readonly warned: number;
  readonly quarantined: number;
  readonly alreadyLoaded: boolean;
}
