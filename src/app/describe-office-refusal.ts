import type { Bilingual } from "../kernel/statement.ts";
import type { OfficeRefusal } from "../platform/office.ts";
import { describeEmbeddedRefusal } from "../platform/postgres/server.ts";

export function describeOfficeRefusal(refusal: OfficeRefusal): Bilingual {
  switch (refusal.type) {
    case "MigrationWasEdited":
      return {
        id: `Skema basis data tidak sama dengan berkas ${refusal.name}. Pasang kembali Payung versi yang membuat basis data ini.`,
        en: `The database schema differs from ${refusal.name}. Install the Payung version that made this database.`,
      };
    case "DatabaseIsNewer":
      return {
        id: `Basis data ini dibuat Payung yang lebih baru (${refusal.name}). Perbarui Payung.`,
        en: `This database was made by a newer Payung (${refusal.name}). Update Payung.`,
      };
    case "DatabaseUnreachable":
      return {
        id: `Basis data di ${refusal.host} tidak dapat dihubungi: ${refusal.reason}. Periksa DATABASE_URL.`,
        en: `The database at ${refusal.host} cannot be reached: ${refusal.reason}. Check DATABASE_URL.`,
      };
    case "DatabaseTooOld":
      return {
        id: `PostgreSQL ${refusal.version} terlalu lama; Payung memerlukan versi 15 atau lebih baru.`,
        en: `PostgreSQL ${refusal.version} is too old; Payung needs version 15 or newer.`,
      };
    case "DataFolderInUse":
      return {
        id: `Folder data ${refusal.dataDir} sedang dipakai Payung lain: proses ${refusal.pid} ("${refusal.command}", sejak ${refusal.since}). Tunggu sampai selesai, hentikan proses itu, atau pakai --data FOLDER lain.`,
        en: describeEmbeddedRefusal(refusal),
      };
    default: {
      const sentence = describeEmbeddedRefusal(refusal);
      return { id: sentence, en: sentence };
    }
  }
}
