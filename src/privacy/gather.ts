import { findRegency } from "../areas/index.ts";
import { actTitle } from "../audit/server.ts";
import { findRawRow } from "../intake/server.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { rightsByRole } from "../platform/access/rights.ts";
import { listRoleHolders } from "../platform/access/role-holders.ts";
import type { Transaction } from "../platform/database/database.ts";
import { findChainHead, listAnchors, listWhoSaw } from "../platform/journal/journal.ts";
import { lookOnRecord } from "../platform/journal/look-on-record.ts";
import type { Office } from "../platform/office.ts";
import { findPersonView } from "../resolution/server.ts";
import type { AccessCopy } from "./access-copy.ts";
import type { DpiaFacts } from "./dpia.ts";
import { hoursByKind } from "./handle-request.ts";
import type { RegisterEntry } from "./index.ts";
import { loadDuties } from "./load-duties.ts";
import type { PrivacyParts } from "./parts.ts";
import { makeRegister, retentionOn } from "./register.ts";
import { isOverdue, requestViewOf } from "./request-state.ts";
import {
  countPeople,
  findPersonPrivacy,
  listColumns,
  listLoadDays,
  listRequests,
} from "./store.ts";

const sightsInCopy = 10_000;

export function cityOf(office: Office): string {
  const { regencyCode } = office.identity;
  return findRegency(regencyCode)?.name ?? regencyCode;
}

export async function readRegister(
  transaction: Transaction,
  on: PlainDate,
): Promise<readonly RegisterEntry[]> {
  return makeRegister(loadDuties(), await listColumns(transaction), on);
}

/** Everything held about a person; entered as a copy made. Null when there is nobody with this id. */
export async function gatherCopy(
  office: Office,
  { personId, on }: { readonly personId: Uuid; readonly on: PlainDate },
  parts: PrivacyParts,
): Promise<AccessCopy | null> {
  return await lookOnRecord(
    office,
    (transaction) => readCopy(office, transaction, { personId, on }, parts),
    (copy) => (copy === null ? [] : [{ act: "privacy.copied", subject: personId, body: {} }]),
  );
}

async function readCopy(
  office: Office,
  transaction: Transaction,
  { personId, on }: { readonly personId: Uuid; readonly on: PlainDate },
  parts: PrivacyParts,
): Promise<AccessCopy | null> {
  const person = await findPersonView(office, transaction, personId);
  if (person === null) return null;
  const rows: AccessCopy["rows"][number][] = [];
  for (const { rowId } of person.rows) {
    const row = await findRawRow(transaction, office.vault, rowId as Uuid);
    if (row !== null) rows.push(row);
  }
  const duties = loadDuties().requests;
  const requests = await listRequests(transaction, hoursByKind(duties), { personId });
  const sights = await listWhoSaw(transaction, personId, sightsInCopy);
  return {
    madeOn: on,
    person,
    rows,
    holdings: await parts.holdingsOf(office, transaction, personId),
    privacy: await findPersonPrivacy(transaction, personId),
    requests: requests.map((row) => requestViewOf(row, duties)),
    sights: sights.map((one) => ({ ...one, actTitle: actTitle(one.act) })),
    register: await readRegister(transaction, on),
  };
}

export async function gatherDpia(
  office: Office,
  on: PlainDate,
  parts: PrivacyParts,
): Promise<DpiaFacts> {
  const duties = loadDuties();
  return await office.db.look(office.identity, async (transaction) => {
    const rows = await listRequests(transaction, hoursByKind(duties.requests));
    const requests = rows.map((row) => requestViewOf(row, duties.requests));
    const open = requests.filter((one) => one.state !== "answered");
    return {
      on,
      city: cityOf(office),
      counts: await countPeople(transaction, on),
      holders: await listRoleHolders(transaction),
      rightsOf: (role) => rightsByRole[role],
      decisions: await parts.countDecisions(transaction),
      register: await readRegister(transaction, on),
      duties,
      journal: {
        entries: (await findChainHead(transaction))?.chainNo ?? 0,
        anchors: (await listAnchors(transaction)).length,
      },
      requests: {
        open: open.length,
        overdue: open.filter(isOverdue).length,
        answered: requests.length - open.length,
      },
    };
  });
}

export interface LoadDue {
  readonly loadId: Uuid;
  readonly fileName: string;
  readonly sheet: string;
  readonly rows: number;
  readonly loadedOn: string;
  readonly keptUntil: string;
  readonly due: boolean;
}

/** Loads and until when their rows are kept, by the rule in force on a day. */
export async function listRetention(
  transaction: Transaction,
  on: PlainDate,
): Promise<readonly LoadDue[]> {
  const rule = loadDuties().retention["registry-rows"];
  const years = rule === undefined ? null : (retentionOn(rule, on)?.years ?? null);
  if (years === null) return [];
  return (await listLoadDays(transaction)).map((load) => {
    const keptUntil = `${Number(load.loadedOn.slice(0, 4)) + years}${load.loadedOn.slice(4)}`;
    return { ...load, keptUntil, due: keptUntil <= on };
  });
}
