/**
 * The addresses of the screens, in one place: rooms link to each other's screens by these, and the
 * application mounts its routes on them. They are in Bahasa Indonesia, for officers read them.
 */
export const paths = {
  overview: "/",
  files: "/berkas",
  people: "/orang",
  roster: "/peserta",
  enrolment: "/pengajuan",
  contributions: "/iuran",
  cards: "/kartu",
  coverage: "/cakupan",
  law: "/hukum",
  accounts: "/akun",
  ownAccount: "/akun-saya",
  setUp: "/penyiapan",
  invitation: "/undangan",
  privacy: "/privasi",
  audit: "/audit",
} as const;

export function personPath(personId: string): string {
  return `${paths.people}/${encodeURIComponent(personId)}`;
}

export function rowPath(rowId: string): string {
  return `/baris/${encodeURIComponent(rowId)}`;
}

/** A person's request to the city about her data. */
export function requestPath(requestId: string): string {
  return `${paths.privacy}/${encodeURIComponent(requestId)}`;
}

export function batchPath(batchId: string): string {
  return `${paths.enrolment}/${encodeURIComponent(batchId)}`;
}

export function billPath(billId: string): string {
  return `${paths.contributions}/${encodeURIComponent(billId)}`;
}

/** The law value that was in force on a day: the day is marked on the page. */
export function lawPath(parameter: string, on?: string): string {
  const day = on === undefined ? "" : `?pada=${encodeURIComponent(on)}`;
  return `${paths.law}/${encodeURIComponent(parameter)}${day}`;
}
