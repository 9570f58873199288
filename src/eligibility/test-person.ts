import { plainDate } from "../kernel/plain-date.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import type { Criteria, PersonFacts } from "./decide.ts";

/** Ids that look like ids: a byte sixteen times, made a UUID. */
export function testId(byte: number) {
  return uuidOfHash(new Uint8Array(16).fill(byte));
}

/** What the launch programme asked on its day. */
export const launchCriteria: Criteria = {
  on: plainDate("2024-05-31"),
  deciles: [1, 2, 3],
  ageFrom: 18,
  ageBelow: 65,
  working: ["PETANI", "NELAYAN", "PEDAGANG", "WIRASWASTA", "PEKERJA LEPAS"],
  excluded: [
    "TIDAK/BELUM BEKERJA",
    "PENSIUNAN",
    "PEGAWAI SWASTA",
    "PNS/TNI/POLRI",
    "PEJABAT NEGARA",
  ],
};

/** Somebody whom the launch programme insures. */
export const fisherman: PersonFacts = {
  personId: testId(1),
  bornOn: plainDate("1980-08-17"),
  hasUsableNik: true,
  nikState: "usable",
  decile: 2,
  occupation: "NELAYAN",
  kelurahanCode: "73.71.07.1005",
  identityRow: testId(2),
  registryRow: testId(3),
  evidence: [],
  restricted: false,
};
