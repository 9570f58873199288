import type { Bilingual } from "../kernel/statement.ts";
import type { SpecFault } from "./spec/parse-spec.ts";

export type LinkRefusal =
  | { readonly type: "SayOut" }
  | { readonly type: "FileMissing"; readonly file: string }
  | { readonly type: "FileUnreadable"; readonly file: string; readonly reason: string }
  | { readonly type: "NoRows"; readonly file: string }
  | { readonly type: "FileFaulty"; readonly file: string; readonly faults: readonly SpecFault[] }
  | { readonly type: "NoSuchColumn"; readonly header: string; readonly headers: readonly string[] }
  | { readonly type: "NoNumber"; readonly option: string; readonly text: string }
  | { readonly type: "NotWritable"; readonly file: string; readonly reason: string };

export function describeLinkRefusal(refusal: LinkRefusal): Bilingual {
  switch (refusal.type) {
    case "SayOut":
      return {
        id: "Sebutkan ke mana hasilnya: --out clusters.csv (atau --propose FILE.yaml untuk melihat usulan aturan dahulu).",
        en: "Say where the result goes: --out clusters.csv (or --propose FILE.yaml to see a proposed specification first).",
      };
    case "FileMissing":
      return { id: `Berkas ${refusal.file} tidak ada.`, en: `There is no file ${refusal.file}.` };
    case "FileUnreadable":
      return {
        id: `${refusal.file} tidak dapat dibaca: ${refusal.reason}.`,
        en: `${refusal.file} cannot be read: ${refusal.reason}.`,
      };
    case "NoRows":
      return {
        id: `${refusal.file} tidak berisi baris data di bawah judul kolom.`,
        en: `${refusal.file} has no rows below its headers.`,
      };
    case "FileFaulty":
      return {
        id: `${refusal.file} salah di ${refusal.faults.length} tempat:\n${listFaults(refusal.faults)}`,
        en: `${refusal.file} is faulty in ${refusal.faults.length} places:\n${listFaults(refusal.faults)}`,
      };
    case "NoSuchColumn":
      return {
        id: `Tabel tidak punya kolom "${refusal.header}"; kolomnya: ${refusal.headers.join(", ")}.`,
        en: `The table has no column "${refusal.header}"; its columns are ${refusal.headers.join(", ")}.`,
      };
    case "NoNumber":
      return {
        id: `${refusal.option} memerlukan bilangan, bukan "${refusal.text}".`,
        en: `${refusal.option} takes a number, not "${refusal.text}".`,
      };
    default:
      return {
        id: `${refusal.file} tidak dapat ditulis: ${refusal.reason}.`,
        en: `${refusal.file} cannot be written: ${refusal.reason}.`,
      };
  }
}

function listFaults(faults: readonly SpecFault[]): string {
  return faults
    .map(({ path, message }) => `  ${path === "" ? "" : `${path}: `}${message}`)
    .join("\n");
}
