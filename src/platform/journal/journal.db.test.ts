import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "../../kernel/plain-date.ts";
import type { Uuid } from "../../kernel/uuid.ts";
import { enterInJournal, type Transaction } from "../database/database.ts";
import { actingAs } from "../office.ts";
import { freshOffice, type TestOffice } from "../testing/database.ts";
import { type Anchor, readAnchorLines, writeAnchorLine } from "./anchor-line.ts";
import { findChainHead, insertAnchor, listWhoSaw } from "./journal.ts";
import { verifyJournal } from "./verify-journal.ts";

let at: TestOffice;
beforeAll(async () => {
  at = await freshOffice();
});
beforeEach(() =>
  tamper("truncate platform.journal, platform.journal_link, platform.anchor, platform.setting"),
);
afterAll(() => at.close());

const enter = (
  act: string,
  subject = "-",
  body: unknown = { n: 1.5, nama: "Pasal “32”\n\u0001" },
) =>
  at.office.db.act(at.office.identity, (transaction) =>
    enterInJournal(transaction, at.office.identity, { act, subject, body }),
  );

async function enterMany(count: number): Promise<void> {
  for (let no = 1; no <= count; no += 1) await enter(`act.${no}`);
}

/** What a superuser does who knows the database: no trigger and no foreign key stands in the way. */
async function tamper(...statements: readonly string[]): Promise<void> {
  await at.admin.query("begin");
  await at.admin.query("set local session_replication_role = replica");
  for (const statement of statements) await at.admin.query(statement);
  await at.admin.query("commit");
}

async function anchorToday(): Promise<Anchor> {
  const { office } = at;
  const { regencyCode } = office.identity;
  return await office.db.act(office.identity, async (transaction) => {
    const head = await findChainHead(transaction);
    const anchor = { regencyCode, day: plainDate("2024-06-01"), chainNo: 0, hash: "", ...head };
    await insertAnchor(transaction, office.identity, anchor);
    return anchor;
  });
}

const entryNoOf = async (chainNo: number): Promise<number> => {
  const found = await at.admin.query<{ no: number }>(
    "select entry_no::int as no from platform.journal_link where chain_no = $1",
    [chainNo],
  );
  return found.rows[0]?.no ?? 0;
};

describe("the chain of the journal", () => {
  test("is whole after acts, numbered without gaps though acts were rolled back between", async () => {
    await enterMany(3);
    await expect(
      at.office.db.act(at.office.identity, async (transaction) => {
        await enterInJournal(transaction, at.office.identity, { act: "x", subject: "-", body: {} });
        throw new Error("the act fails after its entry");
      }),
    ).rejects.toThrow("the act fails");
    await enterMany(2);
    const verdict = await verifyJournal(at.office, []);
    expect(verdict).toMatchObject({ entries: 5, lastNo: 5, faultCount: 0 });
    const head = await at.admin.query(
      "select chain_no::int as no, encode(hash, 'hex') as hash from platform.journal_link order by 1 desc limit 1",
    );
    expect(head.rows).toEqual([{ no: 5, hash: verdict.lastHash }]);
  });

  test("can be recomputed with SQL alone, as the README says", async () => {
    await enterMany(4);
    const recomputed = await at.admin.query(
      `select count(*)::int as n from platform.journal j join platform.journal_link l using (regency_code, entry_no)
       where l.hash = sha256(convert_to(jsonb_build_array('payung-journal-1', j.regency_code, l.chain_no, j.entry_no,
         to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), j.actor, j.device, j.act, j.subject, j.body,
         encode(l.previous_hash, 'hex'))::text, 'UTF8'))`,
    );
    expect(recomputed.rows).toEqual([{ n: 4 }]);
  });

  test("keeps acts at once in one order, also many in one act, and none waits for another for good", async () => {
    const { office } = at;
    const takeTurn = (transaction: Transaction) =>
      transaction.query("select pg_advisory_xact_lock(hashtext('turn'))");
    await Promise.all(
      Array.from({ length: 40 }, (_, no) =>
        office.db.act(office.identity, async (transaction) => {
          // Half of the acts enter and then wait for their turn, half the other way round: if the chain's
          // lock were taken at the entry, these would hold what those wait for.
          if (no % 2 === 1) await takeTurn(transaction);
          for (let entry = 0; entry <= no % 5; entry += 1)
            await enterInJournal(transaction, office.identity, {
              act: `at-once.${no}`,
              subject: "-",
              body: { entry },
            });
          if (no % 2 === 0) await takeTurn(transaction);
        }),
      ),
    );
    const verdict = await verifyJournal(office, []);
    expect(verdict).toMatchObject({ entries: 120, lastNo: 120, faultCount: 0 });
  });

  test("is each city's own", async () => {
    await enterMany(2);
    const gowa = { regencyCode: "73.06", actor: "os:test" };
    await at.office.db.act(gowa, (transaction) =>
      enterInJournal(transaction, gowa, { act: "a", subject: "-", body: {} }),
    );
    const office = { ...at.office, identity: gowa };
    expect(await verifyJournal(office, [])).toMatchObject({ entries: 1, lastNo: 1, faultCount: 0 });
    expect(await verifyJournal(at.office, [])).toMatchObject({ entries: 2, faultCount: 0 });
  });
});

describe("whoever changes the journal as superuser is found", () => {
  beforeEach(() => enterMany(8));
  const faults = async (anchors: readonly Anchor[] = []) =>
    (await verifyJournal(at.office, anchors)).faults;

  test.each([
    "actor = 'os:somebody-else'",
    "at = at - interval '1 microsecond'",
    "body = '{}'",
    "subject = 'another'",
    "act = 'another'",
    "device = 'a browser'",
  ])("altered: %s", async (change) => {
    const entryNo = await entryNoOf(4);
    await tamper(`update platform.journal set ${change} where entry_no = ${entryNo}`);
    expect(await faults()).toEqual([{ type: "altered", chainNo: 4, entryNo }]);
  });

  test("altered, and its own hash made to fit: the next entry does not follow", async () => {
    const entryNo = await entryNoOf(4);
    await tamper(
      `update platform.journal set subject = 'another' where entry_no = ${entryNo}`,
      `update platform.journal_link l set hash = sha256(convert_to(platform.chained_text(j, l.chain_no, l.previous_hash), 'UTF8'))
       from platform.journal j where j.entry_no = l.entry_no and l.entry_no = ${entryNo}`,
    );
    expect(await faults()).toEqual([{ type: "broken", chainNo: 5, entryNo: await entryNoOf(5) }]);
  });

  test("altered, and the chain written anew to its end: an anchor from outside differs", async () => {
    const anchor = await anchorToday();
    const entryNo = await entryNoOf(4);
    await tamper(
      `update platform.journal set subject = 'another' where entry_no = ${entryNo}`,
      `do $$ declare l record; before bytea; begin
         select hash into before from platform.journal_link where chain_no = 3;
         for l in select * from platform.journal_link where chain_no >= 4 order by chain_no loop
           update platform.journal_link k set previous_hash = before,
             hash = sha256(convert_to(platform.chained_text(j, k.chain_no, before), 'UTF8'))
           from platform.journal j where j.entry_no = k.entry_no and k.chain_no = l.chain_no returning k.hash into before;
         end loop; end $$`,
      "delete from platform.anchor",
    );
    expect(await faults()).toEqual([]);
    const printed = readAnchorLines(`Jangkar hari ini:\n${writeAnchorLine(anchor)}\n`, "73.71");
    expect(await faults(printed)).toEqual([
      { type: "anchor-differs", day: "2024-06-01", chainNo: 8 },
    ]);
  });

  test("deleted: the entry alone, or with its link", async () => {
    const entryNo = await entryNoOf(3);
    await tamper(`delete from platform.journal where entry_no = ${entryNo}`);
    expect(await faults()).toEqual([{ type: "missing", chainNo: 3, entryNo }]);
    await tamper("delete from platform.journal_link where chain_no = 3");
    expect(await faults()).toEqual([{ type: "taken-out", fromNo: 3, toNo: 3 }]);
  });

  test("deleted, and the rest renumbered", async () => {
    await tamper(
      `delete from platform.journal where entry_no = ${await entryNoOf(3)}`,
      "delete from platform.journal_link where chain_no = 3",
      "update platform.journal_link set chain_no = chain_no - 1 where chain_no > 3",
    );
    expect((await faults())[0]).toMatchObject({ type: "altered", chainNo: 3 });
  });

  test("inserted past the chain", async () => {
    await tamper(
      "insert into platform.journal (regency_code, actor, act, subject, body) values ('73.71', 'os:forged', 'person.seen', '-', '{}')",
    );
    expect(await faults()).toEqual([{ type: "inserted", entryNo: expect.any(Number) }]);
  });

  test("swapped: their contents, or their places", async () => {
    const [three, six] = [await entryNoOf(3), await entryNoOf(6)];
    await tamper(
      `update platform.journal j set (at, act, subject, body) = (select k.at, k.act, k.subject, k.body from platform.journal k
         where k.entry_no = ${three + six} - j.entry_no) where entry_no in (${three}, ${six})`,
    );
    const both = [
      { type: "reordered", chainNo: 3, entryNo: three },
      { type: "reordered", chainNo: 6, entryNo: six },
    ];
    expect(await faults()).toEqual(both);
  });

  test("swapped: two links exchange their numbers", async () => {
    const [three, six] = [await entryNoOf(3), await entryNoOf(6)];
    await tamper(
      "update platform.journal_link set chain_no = 1000 where chain_no = 3",
      "update platform.journal_link set chain_no = 3 where chain_no = 6",
      "update platform.journal_link set chain_no = 6 where chain_no = 1000",
    );
    expect(await faults()).toEqual([
      { type: "reordered", chainNo: 3, entryNo: six },
      { type: "reordered", chainNo: 6, entryNo: three },
    ]);
  });

  test("cut off at the end: an anchor names more entries than there are", async () => {
    await anchorToday();
    await tamper(
      `delete from platform.journal where entry_no >= ${await entryNoOf(7)}`,
      "delete from platform.journal_link where chain_no >= 7",
    );
    expect(await faults()).toEqual([
      { type: "cut-off", day: "2024-06-01", anchoredNo: 8, lastNo: 6 },
    ]);
  });
});

describe("who reads and writes the journal", () => {
  const official = "0197a000-0000-7000-8000-000000000001" as Uuid;

  test("only auditors read it, though whoever acts writes it", async () => {
    const nobody = actingAs(at.office, { actor: `user:${official}` });
    await enterMany(1);
    await nobody.db.act(nobody.identity, (transaction) =>
      enterInJournal(transaction, nobody.identity, { act: "a", subject: "-", body: {} }),
    );
    const read = (office = at.office) =>
      office.db.look(office.identity, async (transaction) => {
        const found = await transaction.query("select from platform.journal");
        const links = await transaction.query("select from platform.journal_link");
        return [found.rowCount, links.rowCount];
      });
    expect(await read()).toEqual([2, 2]);
    expect(await read(nobody)).toEqual([0, 0]);
  });

  test.each([
    ["another's name", "actor", "'os:somebody-else'"],
    ["another hour", "at", "now() - interval '1 day'"],
    ["another browser", "device", "'another'"],
  ])("nobody enters anything under %s", async (_, column, value) => {
    const entering = at.office.db.act(at.office.identity, (transaction: Transaction) =>
      transaction.query(
        `insert into platform.journal (regency_code, act, subject, body, ${column}) values ('73.71', 'a', '-', '{}', ${value})`,
      ),
    );
    await expect(entering).rejects.toThrow("row-level security");
  });

  test("nobody writes links, and nobody enters an anchor of an entry that is not there", async () => {
    await enterMany(1);
    const attempt = (sql: string) =>
      at.office.db.act(at.office.identity, (transaction) => transaction.query(sql));
    await expect(
      attempt(
        "insert into platform.journal_link (regency_code, chain_no, entry_no, previous_hash, hash) values ('73.71', 2, 1, sha256(''), sha256(''))",
      ),
    ).rejects.toThrow("permission denied");
    await expect(
      attempt(
        "insert into platform.anchor (regency_code, day, chain_no, hash) values ('73.71', '2024-06-01', 9, sha256(''))",
      ),
    ).rejects.toThrow("anchor_is_of_a_link");
  });
});

describe("looks", () => {
  const personId = "0197a000-0000-8000-8000-00000000000a" as Uuid;
  const seen = { act: "person.seen", subject: personId, body: {} };

  test("are entered once a minute for the same look of the same actor, and are in the chain", async () => {
    const { db, identity } = at.office;
    const other = { ...identity, actor: "os:other" };
    await db.note(identity, [seen]);
    await db.note(identity, [seen]);
    await db.note(other, [seen]);
    await db.note(identity, [{ ...seen, body: { purpose: "correction" } }]);
    expect(await verifyJournal(at.office, [])).toMatchObject({ entries: 3, faultCount: 0 });
    const trail = await db.look(identity, (transaction) => listWhoSaw(transaction, personId, 10));
    expect(trail.map(({ actor, purpose }) => [actor, purpose])).toEqual([
      [identity.actor, "correction"],
      ["os:other", null],
      [identity.actor, null],
    ]);
  });

  test("are entered under nobody's name but the sealed one", async () => {
    const forged = at.office.db.act(at.office.identity, (transaction) =>
      transaction.query(
        "select platform.note_looks('73.71', 'os:victim', '', '', 'no seal', '[{\"act\":\"a\",\"subject\":\"b\",\"body\":{}}]')",
      ),
    );
    await expect(forged).rejects.toThrow();
    expect(await verifyJournal(at.office, [])).toMatchObject({ entries: 0 });
  });

  test("find a person among those whom a list showed", async () => {
    const { db, identity } = at.office;
    await db.note(identity, [
      { act: "roster.seen", subject: "a-run", body: { persons: [personId, "another"] } },
      { act: "roster.seen", subject: "a-run", body: { persons: ["another"] } },
    ]);
    const trail = await db.look(identity, (transaction) => listWhoSaw(transaction, personId, 10));
    expect(trail).toMatchObject([{ act: "roster.seen", subject: "a-run" }]);
  });

  test("too many searches within an hour are refused, and that is entered; lists and persons are not limited", async () => {
    const official = "0197a000-0000-7000-8000-000000000002";
    const { db, identity } = at.office;
    await db.act(identity, async (transaction) => {
      await transaction.query(
        "insert into platform.setting (regency_code, name, value) values ('73.71', 'searches_an_hour', '3')",
      );
      await transaction.query(
        "insert into platform.official (regency_code, official_id, name, email, employee_number) values ('73.71', $1, 'Petugas', 'p@example.id', '1')",
        [official],
      );
    });
    const user = { ...identity, actor: `user:${official}` };
    const search = (no: number) =>
      db.note(user, [{ act: "people.searched", subject: "people", body: { text: `s${no}` } }]);
    const outcomes: string[] = [];
    for (let no = 1; no <= 5; no += 1) outcomes.push(await search(no));
    expect(outcomes).toEqual(["noted", "noted", "noted", "too-many-searches", "too-many-searches"]);
    expect(await db.note(user, [seen])).toBe("noted");
    const acts = await at.admin.query(
      "select act, count(*)::int as n from platform.journal group by act order by act",
    );
    expect(acts.rows).toEqual([
      { act: "people.search-refused", n: 1 },
      { act: "people.searched", n: 3 },
      { act: "person.seen", n: 1 },
    ]);
  });
});
