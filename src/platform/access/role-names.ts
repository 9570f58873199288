import type { Bilingual } from "../../kernel/statement.ts";
import type { Role } from "./rights.ts";

/** What a role is called, and what it is there for. */
export const roleNames: Readonly<Record<Role, Bilingual>> = {
  officer: { id: "Petugas program", en: "Programme officer" },
  approver: { id: "Pengesah", en: "Approver" },
  finance: { id: "Petugas keuangan", en: "Finance officer" },
  verifier: { id: "Verifikator kelurahan", en: "Kelurahan verifier" },
  "field-officer": { id: "Petugas lapangan", en: "Field officer" },
  "rt-head": { id: "Ketua RT/RW", en: "RT/RW head" },
  "perisai-agent": { id: "Agen Perisai", en: "Perisai agent" },
  liaison: { id: "Penghubung BPJS", en: "BPJS liaison" },
  planner: { id: "Perencana", en: "Planner" },
  auditor: { id: "Auditor", en: "Auditor" },
  administrator: { id: "Administrator", en: "Administrator" },
};
