import type { PlainDate } from "../../kernel/plain-date.ts";
import type { Uuid } from "../../kernel/uuid.ts";
import type { Identity, Transaction } from "../database/database.ts";
import { readBatches } from "../database/read-batches.ts";
import type { Anchor } from "./anchor-line.ts";
import type { ChainRow, Entry, Link } from "./chain.ts";

const instant = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const exactInstant = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

type FlatRow = { readonly [Key in keyof Entry]: Entry[Key] | null } & {
  readonly chainNo: number | null;
  readonly linkedNo: number;
  readonly previousHash: string;
  readonly hash: string;
};

/** The whole chain by number, and behind it what never came into it. Needs `audit.read`. */
export async function* readChain(transaction: Transaction): AsyncGenerator<readonly ChainRow[]> {
  const batches = readBatches<FlatRow>(
    transaction,
    `select j.entry_no::float8 as "entryNo", to_char(j.at at time zone 'UTC', ${exactInstant}) as at, j.actor, j.device, j.act, j.subject,
       j.body::text as body, l.chain_no::float8 as "chainNo", l.entry_no::float8 as "linkedNo",
       encode(l.previous_hash, 'hex') as "previousHash", encode(l.hash, 'hex') as hash
     from platform.journal j
     full join platform.journal_link l on l.regency_code = j.regency_code and l.entry_no = j.entry_no
     order by l.chain_no nulls last, j.entry_no`,
    [],
    5_000,
  );
  for await (const rows of batches) yield rows.map(chainRowOf);
}

function chainRowOf(row: FlatRow): ChainRow {
  const { chainNo, linkedNo, previousHash, hash, ...entry } = row;
  const link: Link | null =
    chainNo === null ? null : { chainNo, entryNo: linkedNo, previousHash, hash };
  return { entry: entry.entryNo === null ? null : (entry as Entry), link };
}

export async function hasLinkHash(transaction: Transaction, hash: string): Promise<boolean> {
  const found = await transaction.query(
    "select from platform.journal_link where hash = decode($1, 'hex') limit 1",
    [hash],
  );
  return found.rowCount === 1;
}

/** The newest place of the chain, or null while nothing was ever entered. */
export async function findChainHead(
  transaction: Transaction,
): Promise<Pick<Link, "chainNo" | "hash"> | null> {
  const found = await transaction.query<{ chainNo: number; hash: string }>(
    `select chain_no::float8 as "chainNo", encode(hash, 'hex') as hash from platform.journal_link order by chain_no desc limit 1`,
  );
  return found.rows[0] ?? null;
}

/** Keeps an anchor; the same day and place again is the same anchor. */
export async function insertAnchor(
  transaction: Transaction,
  identity: Identity,
  anchor: Anchor,
): Promise<void> {
  await transaction.query(
    `insert into platform.anchor (regency_code, day, chain_no, hash) values ($1, $2, $3, decode($4, 'hex')) on conflict do nothing`,
    [identity.regencyCode, anchor.day, anchor.chainNo, anchor.hash],
  );
}

export interface KeptAnchor extends Anchor {
  readonly anchoredBy: string;
  readonly anchoredAt: string;
}

/** Anchors, the newest first. */
export async function listAnchors(
  transaction: Transaction,
  limit: number | null = null,
): Promise<readonly KeptAnchor[]> {
  const found = await transaction.query<KeptAnchor>(
    `select regency_code as "regencyCode", day, chain_no::float8 as "chainNo", encode(hash, 'hex') as hash, anchored_by as "anchoredBy",
       to_char(anchored_at at time zone 'UTC', ${instant}) as "anchoredAt"
     from platform.anchor order by day desc, chain_no desc limit $1`,
    [limit],
  );
  return found.rows;
}

/** An entry as auditors read it; `persons` are the ids that were shown in a list. */
export interface JournalEntry {
  readonly chainNo: number | null;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string;
  readonly device: string | null;
  readonly act: string;
  readonly subject: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EntryFilter {
  readonly actor: string | null;
  readonly act: string | null;
  /** A subject, or a person among those shown. */
  readonly subject: string | null;
  /** Days of the office's zone, both inclusive. */
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly device: string | null;
}

const filterSql = `($1::text is null or j.actor = $1) and ($2::text is null or j.act = $2)
  and ($3::text is null or j.subject = $3 or (j.body ? 'persons' and (j.body -> 'persons') ? $3))
  and ($4::date is null or j.at >= ($4::date)::timestamp at time zone $6)
  and ($5::date is null or j.at < ($5::date + 1)::timestamp at time zone $6)
  and ($7::text is null or j.device = $7)`;

function filterValues(filter: EntryFilter): readonly unknown[] {
  const { actor, act, subject, from, to, device } = filter;
  return [actor, act, subject, from, to, officeZone, device];
}

/** The zone in which days of the office begin. */
const officeZone = "Asia/Makassar";

const entryColumns = `l.chain_no::float8 as "chainNo", to_char(j.at at time zone 'UTC', ${instant}) as at, j.actor,
  coalesce(o.name, j.actor) as "actorName", j.device, j.act, j.subject, j.body`;

const entriesFrom = `platform.journal j
  left join platform.journal_link l on l.regency_code = j.regency_code and l.entry_no = j.entry_no
  left join platform.published_official o on o.regency_code = j.regency_code and 'user:' || o.official_id = j.actor`;

/** A page of the journal, the newest first. Needs `audit.read`. */
export async function listEntries(
  transaction: Transaction,
  filter: EntryFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly entries: readonly JournalEntry[]; readonly total: number }> {
  const values = filterValues(filter);
  const found = await transaction.query<JournalEntry>(
    `select ${entryColumns} from ${entriesFrom} where ${filterSql} order by j.entry_no desc limit $8 offset $9`,
    [...values, page.limit, page.offset],
  );
  const counted = await transaction.query<{ total: number }>(
    `select count(*)::int as total from platform.journal j where ${filterSql}`,
    [...values],
  );
  return { entries: found.rows, total: counted.rows[0]?.total ?? 0 };
}

/** All entries that fit, the oldest first, in batches. Needs `audit.read`. */
export function readEntries(
  transaction: Transaction,
  filter: EntryFilter,
): AsyncGenerator<readonly JournalEntry[]> {
  return readBatches<JournalEntry>(
    transaction,
    `select ${entryColumns} from ${entriesFrom} where ${filterSql} order by j.entry_no`,
    filterValues(filter),
  );
}

/** The acts and actors there are, for a choice. */
export async function listActsAndActors(
  transaction: Transaction,
): Promise<{ readonly acts: readonly string[]; readonly actors: readonly string[] }> {
  const found = await transaction.query<{ acts: string[] | null; actors: string[] | null }>(
    `select (select array_agg(distinct act order by act) from platform.journal) as acts,
       (select array_agg(distinct actor order by actor) from platform.journal) as actors`,
  );
  return { acts: found.rows[0]?.acts ?? [], actors: found.rows[0]?.actors ?? [] };
}

/** One look at a person, or one act that sent or printed her data. */
export interface SightOfPerson {
  readonly at: string;
  readonly actor: string;
  readonly actorName: string;
  readonly act: string;
  readonly subject: string;
  readonly purpose: string | null;
}

/** Who saw a person, the newest first; for whoever may read her. */
export async function listWhoSaw(
  transaction: Transaction,
  personId: Uuid,
  limit: number,
): Promise<readonly SightOfPerson[]> {
  const found = await transaction.query<SightOfPerson>(
    `select to_char(w.at at time zone 'UTC', ${instant}) as at, w.actor, w.actor_name as "actorName", w.act, w.subject, w.purpose
     from platform.who_saw($1, $2) w`,
    [personId, limit],
  );
  return found.rows;
}
