import type { Kelurahan } from "./areas.ts";
import type { Day } from "./days.ts";

/** L: laki-laki, a man. P: perempuan, a woman. */
export type Sex = "L" | "P";

export type Job =
  | "TIDAK/BELUM BEKERJA"
  | "PETANI"
  | "NELAYAN"
  | "PEDAGANG"
  | "PEJABAT NEGARA"
  | "PNS/TNI/POLRI"
  | "PEGAWAI SWASTA"
  | "WIRASWASTA"
  | "PENSIUNAN"
  | "PEKERJA LEPAS";

export type Marital = "BELUM KAWIN" | "KAWIN" | "CERAI HIDUP" | "CERAI MATI";

/** A synthetic human being, as the civil registry has it. */
export interface Person {
  /** 1, 2, 3 … in the order of making; `T000001` in truth.csv. */
  readonly number: number;
  readonly sex: Sex;
  readonly birth: Day;
  /** As on the identity card, in capitals. */
  readonly name: string;
  /** The daeng name neighbours use and the card does not show; null if there is none. */
  readonly daeng: string | null;
  readonly nik: string;
  readonly home: Kelurahan;
  readonly marital: Marital;
}

/** A person registered in P3KE, with what the registry knows beyond the card. */
export interface RegisteredPerson extends Person {
  readonly job: Job;
  /** 1 is the poorest. */
  readonly decile: number;
  /** Has a job and is 18 to 64 on the reference day: counts to `workers`. */
  readonly isWorker: boolean;
  readonly isWageEarner: boolean;
}

export function isJobless(job: Job): boolean {
  return job === "TIDAK/BELUM BEKERJA" || job === "PENSIUNAN";
}

export function isPublicOffice(job: Job): boolean {
  return job === "PNS/TNI/POLRI" || job === "PEJABAT NEGARA";
}

export function toPersonId(number: number): string {
  return `T${String(number).padStart(6, "0")}`;
}
