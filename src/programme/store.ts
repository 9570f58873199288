import type { Identity, Transaction } from "../platform/database/database.ts";
import type { Programme } from "./programme.ts";

export interface ProgrammeVersion {
  readonly code: string;
  readonly versionNo: number;
  readonly sha256: string;
  readonly programme: Programme;
}

const columns = `programme_code as code, version_no as "versionNo", encode(version_sha256, 'hex') as sha256, body as programme`;

export async function listProgrammes(
  transaction: Transaction,
): Promise<readonly ProgrammeVersion[]> {
  const found = await transaction.query<ProgrammeVersion>(
    `select distinct on (programme_code) ${columns} from programme.version order by programme_code, version_no desc`,
  );
  return found.rows;
}

/** The version in force, or the one with this number. */
export async function findProgramme(
  transaction: Transaction,
  code: string,
  versionNo: number | null = null,
): Promise<ProgrammeVersion | null> {
  const found = await transaction.query<ProgrammeVersion>(
    `select ${columns} from programme.version
     where programme_code = $1 and ($2::int is null or version_no = $2) order by version_no desc limit 1`,
    [code, versionNo],
  );
  return found.rows[0] ?? null;
}

export async function insertProgramme(
  transaction: Transaction,
  identity: Identity,
  version: ProgrammeVersion,
): Promise<void> {
  await transaction.query(
    `insert into programme.version (regency_code, programme_code, version_no, version_sha256, body)
     values ($1, $2, $3, decode($4, 'hex'), $5)`,
    [
      identity.regencyCode,
      version.code,
      version.versionNo,
      version.sha256,
      JSON.stringify(version.programme),
    ],
  );
}
