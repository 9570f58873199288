/** Why a file could not be read as a workbook. `file` is its name, `detail` a technical fact. */
export type SpreadsheetRefusal = {
  readonly type:
    | "FileMissing"
    | "FileEmpty"
    | "NotASpreadsheet"
    | "PasswordProtected"
    | "Truncated"
    | "OldExcelFormat"
    | "TooLarge"
    | "Damaged";
  readonly file: string;
  readonly detail: string;
};

type Sentences = Readonly<Record<SpreadsheetRefusal["type"], readonly [why: string, todo: string]>>;

const INDONESIAN: Sentences = {
  FileMissing: [
    "tidak ditemukan atau tidak boleh dibaca",
    "Periksa nama, folder, dan izin bacanya, lalu coba lagi.",
  ],
  FileEmpty: ["kosong", "Minta pengirim mengirim ulang berkas yang ada isinya."],
  NotASpreadsheet: [
    "bukan lembar kerja: isinya bukan .xlsx dan bukan CSV",
    "Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu muat berkas yang baru.",
  ],
  PasswordProtected: [
    "dikunci dengan kata sandi",
    "Buka di Excel dengan kata sandinya, hapus sandinya (File > Info > Protect Workbook), " +
      "simpan, lalu muat lagi.",
  ],
  Truncated: [
    "terpotong: bagian akhirnya hilang, biasanya karena unduhan atau penyalinan terputus",
    "Unduh atau salin ulang dari pengirim, bandingkan ukurannya, lalu muat lagi.",
  ],
  OldExcelFormat: [
    "memakai format Excel lama (.xls 97-2003)",
    "Buka di Excel atau LibreOffice, pilih Simpan Sebagai > Excel Workbook (.xlsx), " +
      "lalu muat berkas yang baru.",
  ],
  TooLarge: [
    "terlalu besar untuk dibaca dengan aman",
    "Bagi menjadi beberapa berkas, misalnya satu per kecamatan, lalu muat satu per satu.",
  ],
  Damaged: [
    "rusak dan tidak dapat dibaca sampai selesai",
    "Buka di Excel (biarkan Excel memperbaikinya), simpan sebagai .xlsx baru, atau minta salinan " +
      "yang utuh.",
  ],
};

const ENGLISH: Sentences = {
  FileMissing: [
    "was not found or may not be read",
    "Check its name, folder and read permission, then try again.",
  ],
  FileEmpty: ["is empty", "Ask the sender for a file with something in it."],
  NotASpreadsheet: [
    "is not a spreadsheet: its content is neither .xlsx nor CSV",
    "Open it in Excel or LibreOffice, save it as .xlsx, and load the new file.",
  ],
  PasswordProtected: [
    "is locked with a password",
    "Open it in Excel with the password, remove the password (File > Info > Protect Workbook), " +
      "save, and load it again.",
  ],
  Truncated: [
    "is cut short: its end is missing, usually because a download or a copy was interrupted",
    "Download or copy it again from the sender, compare the sizes, and load it again.",
  ],
  OldExcelFormat: [
    "is in the old Excel format (.xls 97-2003)",
    "Open it in Excel or LibreOffice, choose Save As > Excel Workbook (.xlsx), and load the new file.",
  ],
  TooLarge: [
    "is too large to be read safely",
    "Divide it into several files, for instance one per district, and load them one by one.",
  ],
  Damaged: [
    "is damaged and cannot be read to its end",
    "Open it in Excel (let Excel repair it), save it as a new .xlsx, or ask for an intact copy.",
  ],
};

/** What is wrong, with which file, why, and what the officer can do; never more than its name. */
export function describeSpreadsheetRefusal(refusal: SpreadsheetRefusal, lang: "id" | "en"): string {
  const [why, todo] = (lang === "id" ? INDONESIAN : ENGLISH)[refusal.type];
  const file = refusal.file.slice(
    Math.max(refusal.file.lastIndexOf("/"), refusal.file.lastIndexOf("\\")) + 1,
  );
  const what = lang === "id" ? "Berkas" : "The file";
  const technical = lang === "id" ? "Rincian teknis" : "Technical detail";
  const detail = refusal.detail === "" ? "" : ` (${technical}: ${refusal.detail}.)`;
  return `${what} "${file}" ${why}. ${todo}${detail}`;
}
