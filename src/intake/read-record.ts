import type { FoundPlace, PlaceFinder } from "../areas/index.ts";
import { maskNiksIn, type Nik, nikAgreesWithBirth, sexOfNik } from "../kernel/nik.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { readDate, wordKey } from "../platform/spreadsheet/index.ts";
import { type FindingCode, severityOf } from "./findings.ts";
import type { Field, Recognised } from "./layouts.ts";
import { readName } from "./read-name.ts";
import { readNik, type UnusableNik } from "./read-nik.ts";
import { remember } from "./remember.ts";
import { statedText } from "./stated-text.ts";

export type Sex = "male" | "female";

/** Who a row speaks of, and what its source says; null where nothing readable stands. */
export interface ReadRecord {
  readonly outcome: "accepted" | "warned" | "quarantined";
  readonly findings: readonly FindingCode[];
  readonly nik: Nik | null;
  readonly nikState: "usable" | UnusableNik;
  readonly name: string | null;
  readonly title: string | null;
  readonly nameKey: string | null;
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly facts: Facts;
}

export type Facts =
  | {
      readonly source: "p3ke";
      readonly familyRef: string | null;
      readonly individualRef: string | null;
      readonly address: string | null;
      readonly decile: number | null;
      readonly occupation: string | null;
      readonly relation: string | null;
      readonly marital: string | null;
      readonly education: string | null;
      readonly dukcapilMatch: boolean | null;
    }
  | {
      readonly source: "bpjs-active";
      readonly segment: string | null;
      readonly payer: string | null;
      readonly kpj: string | null;
      readonly active: boolean | null;
      readonly sinceOn: PlainDate | null;
    }
  | {
      readonly source: "dukcapil";
      readonly event: "dead" | "moved" | null;
      readonly eventOn: PlainDate | null;
      readonly destination: string | null;
    }
  | { readonly source: "disability"; readonly kind: string | null; readonly degree: string | null };

/** The row of a sheet that is on its way to a record: its cells, its findings so far. */
interface Reading {
  readonly text: (field: Field) => string;
  readonly stated: (field: Field) => string | null;
  /** The same for free text: a NIK that somebody wrote into it is masked, for it would stand outside the vault. */
  readonly statedFreely: (field: Field) => string | null;
  readonly isNumber: (field: Field) => boolean;
  /** Those of the row in hand. */
  findings: FindingCode[];
  readonly latestYear: number;
}

const occupations = new Set(
  [
    "TIDAK/BELUM BEKERJA",
    "PETANI",
    "NELAYAN",
    "PEDAGANG",
    "PEJABAT NEGARA",
    "PNS/TNI/POLRI",
    "PEGAWAI SWASTA",
    "WIRASWASTA",
    "PENSIUNAN",
    "PEKERJA LEPAS",
  ].map((name) => name),
);

const disabilityKinds: Readonly<Record<string, string>> = {
  fisik: "physical",
  intelektual: "intellectual",
  mental: "mental",
  sensoriknetra: "visual",
  netra: "visual",
  sensorikrungu: "hearing",
  rungu: "hearing",
  sensorikwicara: "speech",
  wicara: "speech",
  ganda: "multiple",
  gandamulti: "multiple",
  multi: "multiple",
};

/** Builds the reader of one sheet's data rows. `latestYear`: no birth lies after it. */
export function createRecordReader(
  recognised: Recognised,
  places: PlaceFinder,
  latestYear: number,
): (cells: readonly string[], kinds: string) => ReadRecord {
  const { columns, layout } = recognised;
  const finder = rememberPlaces(places);
  // One reading serves every row of the sheet: made anew for each, it was a tenth of the time.
  let cells: readonly string[] = [];
  let kinds = "";
  const text = (field: Field) => {
    const column = columns[field];
    return column === undefined ? "" : (cells[column] ?? "");
  };
  const reading: Reading = {
    text,
    stated: (field) => statedText(text(field)),
    statedFreely: (field) => maskedOrNull(statedText(text(field))),
    isNumber: (field) => {
      const kind = kinds[columns[field] ?? -1];
      return kind === "n" || kind === "d";
    },
    findings: [],
    latestYear,
  };
  return (rowCells, rowKinds) => {
    cells = rowCells;
    kinds = rowKinds;
    reading.findings = [];
    const identity = readIdentity(reading);
    const place =
      layout.source === "bpjs-active"
        ? nowhere
        : readPlace(reading, finder, layout.source === "p3ke");
    const facts = readFacts(layout.source, reading);
    return {
      outcome: outcomeOf(reading.findings),
      findings: reading.findings,
      nik: identity.nik,
      nikState: identity.nikState,
      name: identity.name,
      title: identity.title,
      nameKey: identity.nameKey,
      bornOn: identity.bornOn,
      sex: identity.sex,
      kecamatanCode: place.kecamatanCode,
      kelurahanCode: place.kelurahanCode,
      facts,
    };
  };
}

function outcomeOf(findings: readonly FindingCode[]): ReadRecord["outcome"] {
  let outcome: ReadRecord["outcome"] = "accepted";
  for (const code of findings) {
    const severity = severityOf(code);
    if (severity === "quarantine") return "quarantined";
    if (severity === "warning") outcome = "warned";
  }
  return outcome;
}

function maskedOrNull(text: string | null): string | null {
  return text === null ? null : maskNiksIn(text);
}

const nowhere = { kecamatanCode: null, kelurahanCode: null } as const;

function readIdentity(reading: Reading) {
  const { findings } = reading;
  const read = readNik(reading.text("nik"), reading.isNumber("nik"));
  const nik = read.state === "usable" ? read.nik : null;
  if (read.state !== "usable") findings.push(`nik.${read.state}`);
  const name = readName(reading.text("name"));
  if (name === null) findings.push("name.missing");
  const bornOn = readBirth(reading);
  const sex = readSex(reading);
  if (nik && bornOn && !nikAgreesWithBirth(nik, bornOn)) findings.push("nik.birth-differs");
  if (nik && sex && sexOfNik(nik) !== sex) findings.push("nik.sex-differs");
  return {
    nik,
    nikState: read.state,
    bornOn,
    sex,
    name: maskedOrNull(name?.display ?? null),
    title: maskedOrNull(name?.title ?? null),
    nameKey: name?.key ?? null,
  };
}

function readBirth(reading: Reading): PlainDate | null {
  const read = readDate(reading.text("birth"), reading.isNumber("birth"), reading.latestYear);
  if (read.state === "missing") reading.findings.push("birth.missing");
  if (read.state === "unreadable") reading.findings.push("birth.unreadable");
  if (read.state !== "read") return null;
  if (Number(read.date.slice(0, 4)) <= reading.latestYear) return read.date;
  reading.findings.push("birth.in-future");
  return null;
}

function readSex(reading: Reading): Sex | null {
  const sex = sexOfWord(reading.text("sex"));
  if (sex !== "unreadable") return sex;
  reading.findings.push("sex.unreadable");
  return null;
}

const sexOfWord = remember((written): Sex | null | "unreadable" => {
  const word = wordKey(written);
  if (word === "") return null;
  if (/^(l|lk|lakilaki|pria|laki|1)$/.test(word)) return "male";
  return /^(p|pr|perempuan|wanita|2)$/.test(word) ? "female" : "unreadable";
});

/** Half a million cells name some two hundred places. */
function rememberPlaces(places: PlaceFinder): PlaceFinder {
  const byNames = remember((kecamatan) =>
    remember((kelurahan) =>
      places.byNames(statedText(kecamatan) ?? "", statedText(kelurahan) ?? ""),
    ),
  );
  return {
    byCode: remember(places.byCode),
    byNames: (kecamatan, kelurahan) => byNames(kecamatan)(kelurahan),
  };
}

function readPlace(reading: Reading, places: PlaceFinder, required: boolean) {
  const byCode = places.byCode(reading.text("areaCode"));
  const byNames = places.byNames(reading.text("kecamatan"), reading.text("kelurahan"));
  const found: FoundPlace = byCode.type === "not-stated" ? byNames : byCode;
  if (found.type === "in-city") {
    const namedElsewhere =
      byNames.type === "in-city" &&
      byNames.kelurahanCode !== null &&
      byNames.kelurahanCode !== found.kelurahanCode;
    if (namedElsewhere) reading.findings.push("area.disagrees");
    return { kecamatanCode: found.kecamatanCode, kelurahanCode: found.kelurahanCode };
  }
  if (required) {
    const fault =
      found.type === "not-stated"
        ? "area.missing"
        : found.type === "outside"
          ? "area.outside"
          : "area.unreadable";
    reading.findings.push(fault);
  }
  return nowhere;
}

function readFacts(source: Facts["source"], reading: Reading): Facts {
  if (source === "p3ke") return readRegistryFacts(reading);
  if (source === "bpjs-active") return readInsurerFacts(reading);
  if (source === "dukcapil") return readCivilFacts(reading);
  const kind = disabilityKinds[wordKey(reading.text("disability"))] ?? null;
  if (kind === null) reading.findings.push("disability.unknown");
  return { source, kind, degree: reading.statedFreely("degree") };
}

function readRegistryFacts(reading: Reading): Facts {
  const { findings, stated } = reading;
  const decileText = stated("decile");
  const decile =
    decileText !== null && /^(desil\s*)?([1-9]|10)([.,]0+)?$/i.test(decileText)
      ? Number.parseInt(decileText.replace(/\D*/, ""), 10)
      : null;
  if (decile === null) findings.push(decileText === null ? "decile.missing" : "decile.unreadable");
  const occupation = readWord(reading.text("occupation"));
  if (occupation === null) findings.push("occupation.missing");
  else if (!occupations.has(occupation)) findings.push("occupation.unknown");
  // `ISTRI` alone is the same relation, as P3KE names it.
  const relation = readWord(reading.text("relation"));
  return {
    source: "p3ke",
    decile,
    occupation,
    familyRef: stated("familyRef"),
    individualRef: stated("individualRef"),
    address: reading.statedFreely("address"),
    relation: relation === "ISTRI" || relation === "SUAMI" ? "ISTRI/SUAMI" : relation,
    marital: readWord(reading.text("marital")),
    education: readWord(reading.text("education")),
    dukcapilMatch: readMatch(reading.text("dukcapilMatch")),
  };
}

/** A word of a list, as P3KE writes it: `ISTRI / SUAMI` and `Istri/Suami` are one. */
const readWord = remember(
  (written) =>
    maskedOrNull(statedText(written))
      ?.toUpperCase()
      .replace(/\s*\/\s*/g, "/") ?? null,
);

const readMatch = remember((written) => {
  const word = wordKey(written);
  if (/^(ya|padan)$/.test(word)) return true;
  return /^(tidak|tidakpadan)$/.test(word) ? false : null;
});

function readInsurerFacts(reading: Reading): Facts {
  const word = wordKey(reading.text("segment"));
  const segment = /^(pu|penerimaupah|ppu)/.test(word)
    ? "PU"
    : /^(bpu|bukanpenerimaupah)/.test(word)
      ? "BPU"
      : /^(jakon|jasakonstruksi)/.test(word)
        ? "JAKON"
        : /^pmi/.test(word)
          ? "PMI"
          : null;
  if (segment === null) reading.findings.push("segment.unknown");
  const status = wordKey(reading.text("active"));
  const since = readDate(reading.text("since"), reading.isNumber("since"), reading.latestYear);
  return {
    source: "bpjs-active",
    segment,
    payer: reading.statedFreely("payer"),
    kpj: reading.stated("kpj"),
    active: status === "" ? null : !/(non|tidak|in)aktif|keluar|lapse/.test(status),
    sinceOn: since.state === "read" ? since.date : null,
  };
}

function readCivilFacts(reading: Reading): Facts {
  const status = wordKey(reading.text("event"));
  const event = /^(meninggal|mati|wafat|2$)/.test(status)
    ? "dead"
    : /^(pindah|3$)/.test(status)
      ? "moved"
      : null;
  if (event === null) reading.findings.push("event.unreadable");
  const on = readDate(reading.text("eventDate"), reading.isNumber("eventDate"), reading.latestYear);
  if (on.state !== "read") reading.findings.push("event.date-missing");
  return {
    source: "dukcapil",
    event,
    eventOn: on.state === "read" ? on.date : null,
    destination: reading.statedFreely("destination"),
  };
}
