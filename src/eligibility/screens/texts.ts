import { defineTexts } from "../../platform/ui/texts.ts";

export const eligibilityTexts = defineTexts({
  room: "eligibility",
  id: {
    decision: "Alasan keputusan, satu per satu",
    decisionLead: "Program {{programme}}, dinilai per {{day}}.",
    yes: "Terpenuhi",
    no: "Tidak terpenuhi",
    "not known": "Tidak diketahui",
    evidence: "Bukti",
    noEvidence: "Tidak ada baris yang menyatakan hal ini.",
    noContrary: "Tidak ada baris yang menyatakan sebaliknya.",
    law: "Dasar hukum",
    rowElsewhere: "baris asal {{id}}",
  },
  en: {
    decision: "The reasons, one by one",
    decisionLead: "Programme {{programme}}, assessed on {{day}}.",
    yes: "Met",
    no: "Not met",
    "not known": "Not known",
    evidence: "Evidence",
    noEvidence: "No row says anything about this.",
    noContrary: "No row says otherwise.",
    law: "Legal basis",
    rowElsewhere: "source row {{id}}",
  },
});
