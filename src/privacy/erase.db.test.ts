import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { granted, launchDay, programmeCode } from "../../e2e/test-city.ts";
import { allocatePlaces } from "../allocation/server.ts";
import { assessEverybody, explainPerson } from "../eligibility/server.ts";
import { sealWithout, submitRoster, takeReply } from "../enrolment/server.ts";
import { accept, readBatchFile, writeReply } from "../enrolment/test-insurer.ts";
import { approve, makeRoster, type RosterInOffice } from "../enrolment/test-roster.ts";
import { findRawRow } from "../intake/server.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { loadLaw } from "../law/server.ts";
import { listWhoSaw } from "../platform/journal/journal.ts";
import { verifyJournal } from "../platform/journal/verify-journal.ts";
import { actingAs, type Office } from "../platform/office.ts";
import { noProgress } from "../platform/progress.ts";
import { listProgrammes } from "../programme/server.ts";
import { findNik, findPersonId, findPersonView, runResolution } from "../resolution/server.ts";
import { executeProposal, proposeErasure } from "./erase.ts";
import { handleRequest, type RequestAct, receiveRequest } from "./handle-request.ts";
import type { RequestKind } from "./index.ts";
import { loadDuties } from "./load-duties.ts";
import { insertHold } from "./store.ts";
import { unmaskNik } from "./unmask.ts";

let city: RosterInOffice;
let second: Office;
const duties = loadDuties().requests;
let ids = 0;
const newId = () => {
  ids += 1;
  return `0197a000-0000-8000-8000-${String(ids).padStart(12, "0")}` as Uuid;
};

beforeAll(async () => {
  city = await makeRoster({ workers: 300, seed: 3, seats: 20 });
  second = actingAs(city.office, { actor: "os:kedua" });
  await approve(city);
  const request = { reference: "latest", outDir: city.folder, layout: null };
  const [batch] = granted(await submitRoster(city.office, request)).batches;
  const people = await readBatchFile(batch?.file ?? "");
  const path = await writeReply(city.folder, "balasan.xlsx", people.slice(0, 15), accept);
  granted(await takeReply(city.office, { reference: "1", path }));
});
afterAll(() => city.close());

/** A person of whom more than one row speaks, whose name nobody else has, with this standing at the insurer. */
async function pickPerson(state: "accepted" | "submitted"): Promise<{
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly name: string;
  readonly nik: string;
  readonly rowIds: readonly Uuid[];
}> {
  const found = await city.admin.query<{ person_id: Uuid; member_number: string; name: string }>(
    `select p.person_id, p.member_number, p.name from resolution.published_person p
     join enrolment.published_participation x using (regency_code, person_id)
     where x.state = $1 and p.row_count > 0 and (select count(*) from intake.record r where r.name = p.name) = p.row_count
       and length(p.name) > 8
     order by p.row_count desc, p.member_number limit 1`,
    [state],
  );
  const row = found.rows[0];
  if (row === undefined) throw new Error("nobody fits");
  const { person_id: personId, member_number: memberNumber, name } = row;
  return await city.office.db.look(city.office.identity, async (transaction) => {
    const view = await findPersonView(city.office, transaction, personId);
    const nik = await findNik(city.office, transaction, personId);
    const rowIds = (view?.rows ?? []).map((one) => one.rowId as Uuid);
    return { personId, memberNumber, name, nik: nik ?? "", rowIds };
  });
}

/** Every row of every table as text, as a dump would hold it. */
async function dump(): Promise<string> {
  const tables = await city.admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information)'`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await city.admin.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.rows.map((row) => row.text));
  }
  return texts.join("\n");
}

async function countAll(): Promise<unknown> {
  const counted = await city.admin.query(
    `select (select count(*)::int from intake.record) as rows, (select count(*)::int from resolution.person) as persons,
       (select count(*)::int from allocation.place) as places, (select count(*)::int from enrolment.batch_line) as sent,
       (select count(*)::int from enrolment.reply_line where outcome = 'accepted') as accepted,
       (select encode(roster_sha256, 'hex') from allocation.run order by run_no limit 1) as roster,
       (select sum(accepted + warned)::int from intake.load) as used`,
  );
  return counted.rows[0];
}

const proposalOf = (personId: Uuid, despiteCover = false) => ({
  erasureId: newId(),
  scope: "person" as const,
  personId,
  loadId: null,
  requestId: null,
  reason: "Diminta orangnya",
  despiteCover,
});
const execute = (office: Office, erasureId: Uuid) =>
  executeProposal(office, erasureId, sealWithout);

async function ask(kind: RequestKind, personId: Uuid): Promise<Uuid> {
  const request = {
    ...({ requestId: newId(), kind, channel: "counter", askedBy: "self" } as const),
    ...{ words: "Tolong", contact: "", personId, receivedAt: null },
  };
  granted(await receiveRequest(city.office, request, duties));
  return request.requestId;
}
const doStep = (requestId: Uuid, act: RequestAct, office = city.office) =>
  handleRequest(office, requestId, act, duties);
const answered = {
  step: "answered",
  outcome: "granted",
  reason: null,
  note: "",
  correction: null,
} as const;

describe("a person who restricted the use of her data", () => {
  test("is neither assessed, nor chosen, nor sent, until that is lifted", async () => {
    const { office } = city;
    const law = loadLaw();
    const [{ person_id: personId } = { person_id: newId() }] = (
      await city.admin.query<{ person_id: Uuid }>(
        "select person_id from allocation.place where outcome = 'waiting' order by rank limit 1",
      )
    ).rows;
    const outcome = async () => {
      const request = { programmeCode, on: launchDay, law, progress: noProgress };
      const limit = { kind: "seats", seats: 25 } as const;
      const early = granted(
        await allocatePlaces(office, { programmeCode, limit, months: 12, law }),
      );
      const assessment = granted(await assessEverybody(office, request));
      const late = granted(await allocatePlaces(office, { programmeCode, limit, months: 12, law }));
      const ranked = async (runId: string) =>
        (
          await city.admin.query(
            "select from allocation.place where run_id = $1 and person_id = $2",
            [runId, personId],
          )
        ).rowCount;
      const told = await office.db.look(office.identity, async (transaction) =>
        explainPerson(office, transaction, {
          personId,
          law,
          programmes: await listProgrammes(transaction),
        }),
      );
      return {
        ranked: [await ranked(early.runId), await ranked(late.runId)],
        eligible: assessment.counts.eligible,
        standing: told[0]?.standing,
      };
    };
    const before = await outcome();
    expect(before).toMatchObject({ ranked: [1, 1], standing: "eligible" });
    const requestId = await ask("restriction", personId);
    granted(await doStep(requestId, answered));
    expect(await outcome()).toEqual({
      ranked: [0, 0],
      eligible: before.eligible - 1,
      standing: "cannot-say",
    });
    const sent = granted(
      await submitRoster(office, { reference: "1", outDir: city.folder, layout: null }),
    );
    expect(sent.batches.flatMap((one) => one.batchNo)).toEqual([1]);
    granted(await doStep(requestId, { step: "unrestricted", note: "" }));
    // The assessment made meanwhile still says nothing of her; the next one does.
    expect(await outcome()).toEqual({ ...before, ranked: [0, 1] });
  });
});

describe("erasure", () => {
  test("is refused to its proposer, under a legal hold, and while cover stands unless that is said", async () => {
    const { personId } = await pickPerson("accepted");
    const plain = granted(await proposeErasure(city.office, proposalOf(personId)));
    expect(await execute(second, plain.erasureId)).toEqual({
      ok: false,
      error: { type: "CoverStands" },
    });
    const stated = granted(await proposeErasure(city.office, proposalOf(personId, true)));
    const refusal = { ok: false, error: { type: "ProposerIsExecutor" } };
    expect(await execute(city.office, stated.erasureId)).toEqual(refusal);
    const hold = { scope: "all", personId: null, loadId: null, reason: "Pemeriksaan BPK" } as const;
    const place = (placed: boolean) =>
      city.office.db.act(city.office.identity, (transaction) =>
        insertHold(transaction, city.office.identity, { ...hold, placed }),
      );
    await place(true);
    expect(await execute(second, stated.erasureId)).toEqual({
      ok: false,
      error: { type: "UnderLegalHold" },
    });
    await place(false);
    expect(await execute(second, newId())).toEqual({
      ok: false,
      error: { type: "NoSuchProposal" },
    });
  });

  test("is refused by the database to its proposer, and altogether to the roles of the application", async () => {
    const { personId } = await pickPerson("accepted");
    const { erasureId } = granted(await proposeErasure(city.office, proposalOf(personId, true)));
    const call = "select privacy.erase($1, '{}', '{}', '{}', '{}', '{}')";
    for (const db of [city.office.db, city.office.jobs])
      await expect(
        db.act(second.identity, (transaction) => transaction.query(call, [erasureId])),
      ).rejects.toThrow("permission denied");
    await expect(
      city.office.rotation.act(city.office.identity, (transaction) =>
        transaction.query(call, [erasureId]),
      ),
    ).rejects.toThrow("ProposerIsExecutor");
    await expect(
      city.admin.query(
        `insert into privacy.erasure (regency_code, erasure_id, proposed_by, persons, counts, executed_by)
         select regency_code, erasure_id, proposed_by, '{}', '{}', proposed_by from privacy.erasure_proposal where erasure_id = $1`,
        [erasureId],
      ),
    ).rejects.toThrow("proposer_is_not_executor");
  });

  test("takes out whatever names her, from facts, rows, batches and vault; numbers, places and counts stay", async () => {
    const { office } = city;
    const person = await pickPerson("accepted");
    expect(person.nik).toMatch(/^\d{16}$/);
    const correction = {
      correctionId: newId(),
      field: "name",
      value: person.name,
      evidence: "KTP",
    };
    const requestId = await ask("correction", person.personId);
    granted(await doStep(requestId, { ...answered, note: `atas nama ${person.name}`, correction }));
    granted(
      await unmaskNik(office, { personId: person.personId, purpose: "match-ktp", words: "" }),
    );
    const before = await countAll();
    expect(await dump()).toContain(person.name);

    const { erasureId } = granted(await proposeErasure(office, proposalOf(person.personId, true)));
    const counts = granted(await execute(second, erasureId));
    expect(counts).toMatchObject({
      persons: 1,
      rows: person.rowIds.length,
      identifiers: 1,
      batches: 1,
    });

    const after = await dump();
    expect(after).not.toContain(person.name);
    expect(after).not.toContain(person.nik);
    expect(await countAll()).toEqual(before);
    const gone = await office.db.look(office.identity, async (transaction) => ({
      byNik: await findPersonId(office, transaction, person.nik),
      byNumber: await findPersonId(office, transaction, person.memberNumber),
      page: await findPersonView(office, transaction, person.personId),
      rows: await Promise.all(
        person.rowIds.map((rowId) => findRawRow(transaction, office.vault, rowId)),
      ),
    }));
    expect(gone).toMatchObject({ byNik: null, byNumber: null, page: null });
    for (const row of gone.rows)
      expect(row).toMatchObject({ cells: [], findings: [{ code: "row.erased" }] });
    const sent = granted(
      await submitRoster(office, { reference: "1", outDir: city.folder, layout: null }),
    );
    const lines = await readBatchFile(sent.batches[0]?.file ?? "");
    expect(lines).toHaveLength(20);
    expect(JSON.stringify(lines)).not.toContain(person.name);
    expect(JSON.stringify(lines)).not.toContain(person.nik);
    expect(await execute(second, erasureId)).toEqual({
      ok: false,
      error: { type: "ErasedAlready" },
    });
    expect(await verifyJournal(office, [])).toMatchObject({ faultCount: 0 });
  });

  test("leaves the others as they were, and a later resolution does not bring her back", async () => {
    const { office } = city;
    const person = await pickPerson("submitted");
    const names = async () =>
      (
        await city.admin.query<{ names: string }>(
          `select md5(string_agg(p::text, '' order by p.person_id)) as names from resolution.published_person p where p.person_id <> $1`,
          [person.personId],
        )
      ).rows[0]?.names;
    const before = await names();
    const { erasureId } = granted(await proposeErasure(second, proposalOf(person.personId)));
    granted(await execute(office, erasureId));
    expect(await names()).toBe(before);
    // Another rule set resolves everything anew: the same as a new load would.
    await city.admin.query("update resolution.run set run_id = gen_random_uuid()");
    await runResolution(office, noProgress);
    const page = await office.db.look(office.identity, (transaction) =>
      findPersonView(office, transaction, person.personId),
    );
    expect(page).toBeNull();
    expect(await dump()).not.toContain(person.name);
  });
});

describe("requests of persons", () => {
  test("are identified before they are granted, refused only for a stated reason, answered once", async () => {
    const { personId } = await pickPerson("accepted");
    const requestId = newId();
    const request = {
      ...({ requestId, kind: "access", channel: "letter", askedBy: "heir" } as const),
      ...{ words: "Salinan data ibu saya", contact: "kelurahan", personId: null },
      receivedAt: "2024-05-30T00:00:00Z",
    };
    expect(granted(await receiveRequest(city.office, request, duties))).toMatchObject({
      dueAt: "2024-06-02T00:00:00Z",
      state: "received",
      clock: "law",
    });
    expect(await doStep(requestId, answered)).toMatchObject({ error: { type: "NotIdentified" } });
    granted(await doStep(requestId, { step: "identified", personId, note: "KTP" }));
    const assigned = granted(await doStep(requestId, { step: "assigned", assignee: "os:budi" }));
    expect(assigned).toMatchObject({ state: "assigned", assignee: "os:budi", personId });
    expect(assigned.hoursLeft).toBeLessThan(0);
    const refused = { ...answered, outcome: "refused" } as const;
    expect(await doStep(requestId, { ...refused, reason: "cover-stands" })).toMatchObject({
      error: { type: "ReasonNotOfThisKind" },
    });
    const done = granted(await doStep(requestId, { ...refused, reason: "others" }));
    expect(done.steps.at(-1)?.reason?.en).toBe("It would disclose others' data (Pasal 33 huruf b)");
    expect(await doStep(requestId, answered)).toMatchObject({ error: { type: "AnsweredAlready" } });
  });

  test("an objection is answered after another person reviewed the decision; an erasure after it was executed", async () => {
    const { personId } = await pickPerson("accepted");
    const objection = await ask("objection", personId);
    granted(await doStep(objection, { step: "identified", personId, note: "" }));
    expect(await doStep(objection, answered)).toMatchObject({ error: { type: "NoHumanReview" } });
    const review = {
      step: "reviewed",
      outcome: "upheld",
      note: "Desil 5 menurut kunjungan",
    } as const;
    expect(await doStep(objection, review)).toMatchObject({ error: { type: "ReviewerIsHandler" } });
    granted(await doStep(objection, review, second));
    granted(await doStep(objection, { ...answered, outcome: "refused", reason: "upheld" }));
    const erasure = await ask("erasure", personId);
    expect(await doStep(erasure, answered)).toMatchObject({ error: { type: "NotErasedYet" } });
  });

  test("hold no number that could be somebody's NIK", async () => {
    const { personId } = await pickPerson("accepted");
    const correction = {
      correctionId: newId(),
      field: "nik",
      value: `7371${"07120580"}0001`,
      evidence: "KTP",
    };
    const requestId = await ask("correction", personId);
    expect(await doStep(requestId, { ...answered, correction })).toMatchObject({
      error: { type: "NumberInWords" },
    });
  });
});

test("unmasking says what for, and the person's trail shows it", async () => {
  const { personId, nik } = await pickPerson("accepted");
  const asked = { personId, purpose: "other", words: "  " } as const;
  expect(await unmaskNik(city.office, asked)).toEqual({
    ok: false,
    error: { type: "PurposeNotSaid" },
  });
  expect(granted(await unmaskNik(city.office, { ...asked, words: "Kartu peserta salah" }))).toBe(
    nik,
  );
  const trail = await city.office.db.look(city.office.identity, (transaction) =>
    listWhoSaw(transaction, personId, 100),
  );
  expect(trail[0]).toMatchObject({
    act: "identifier.unmasked",
    purpose: "Kartu peserta salah",
  });
  expect(trail.map((one) => one.act)).toContain("enrolment.submitted");
});

test("erasing a load destroys its key and whoever it alone speaks of; the other loads stay readable", async () => {
  const { office } = city;
  const loads = await city.admin.query<{ load_id: Uuid; rows: number }>(
    "select load_id, row_count as rows from intake.load order by source = 'disability' desc, load_id",
  );
  const [gone, kept] = loads.rows;
  const rowOf = async (loadId: Uuid | undefined) =>
    (
      await city.admin.query<{ row_id: Uuid }>(
        "select row_id from intake.record where load_id = $1 and outcome <> 'quarantined' order by row_no limit 1",
        [loadId],
      )
    ).rows[0]?.row_id ?? newId();
  const [goneRow, keptRow] = [await rowOf(gone?.load_id), await rowOf(kept?.load_id)];
  const proposal = {
    ...({ erasureId: newId(), scope: "load", personId: null, requestId: null } as const),
    ...{ loadId: gone?.load_id ?? newId(), reason: "Masa simpan habis", despiteCover: false },
  };
  granted(await proposeErasure(office, proposal));
  const counts = granted(await execute(second, proposal.erasureId));
  expect(counts).toMatchObject({ rows: gone?.rows, dataKeys: 1 });
  const read = (rowId: Uuid) =>
    office.db.look(office.identity, (transaction) => findRawRow(transaction, office.vault, rowId));
  expect(await read(goneRow)).toBeNull();
  expect((await read(keptRow))?.cells.length).toBeGreaterThan(3);
  const left = await city.admin.query(
    "select from intake.record where load_id = $1 and (name is not null or nik_id is not null)",
    [gone?.load_id],
  );
  expect(left.rowCount).toBe(0);
});
