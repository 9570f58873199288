import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { granted } from "../../e2e/test-city.ts";
import { approveRoster } from "../allocation/server.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { parseUuid } from "../kernel/uuid.ts";
import { actingAs } from "../platform/office.ts";
import { findParticipation } from "./participation.ts";
import { readBatchPage } from "./read-batch.ts";
import { listBatches } from "./store.ts";
import { submitRoster } from "./submit-roster.ts";
import { takeReply } from "./take-reply.ts";
import {
  accept,
  kpjOf,
  mumble,
  readBatchFile,
  reject,
  type Say,
  type SentPerson,
  writeReply,
} from "./test-insurer.ts";
import { approve, decree, makeRoster, type RosterInOffice } from "./test-roster.ts";

let roster: RosterInOffice;
let step = 0;
beforeAll(async () => {
  roster = await makeRoster({ workers: 500, seed: 7, seats: 60 });
});
afterAll(() => roster.close());

const outDir = () => path.join(roster.folder, `step-${step}`);
const submit = (reference = "latest") =>
  submitRoster(roster.office, { reference, outDir: outDir(), layout: null });
const send = async () => granted(await submit());

async function reply(batchNo: number, people: readonly SentPerson[], say: Say, name = "balasan") {
  const file = await writeReply(outDir(), `${name}-${batchNo}.xlsx`, people, say);
  return {
    file,
    taken: granted(await takeReply(roster.office, { reference: String(batchNo), path: file })),
  };
}

async function sentPeople(file: string | undefined): Promise<readonly SentPerson[]> {
  return await readBatchFile(file ?? "");
}

async function countRows(table: string): Promise<number> {
  const counted = await roster.admin.query<{ n: number }>(
    `select count(*)::int as n from ${table}`,
  );
  return counted.rows[0]?.n ?? -1;
}

const isOdd: Say = (person, index) => (index % 2 === 0 ? accept(person) : undefined);
const rejectFirst =
  (count: number): Say =>
  (person, index) =>
    index < count ? reject() : accept(person);

describe("a roster is signed off by a second person", () => {
  test("nothing is sent before that", async () => {
    expect(await submit()).toMatchObject({ ok: false, error: { type: "RosterNotApproved" } });
    expect(await countRows("enrolment.batch")).toBe(0);
  });

  test("its maker may not approve it: the program says why and what to do", async () => {
    const refused = await approveRoster(roster.office, { reference: "latest", decree });
    expect(refused).toMatchObject({ ok: false, error: { type: "MakerIsApprover" } });
  });

  test("nor does the database let the maker, not even one who lies about who made or approves it", async () => {
    const { office } = roster;
    const maker = office.identity.actor;
    const insert = (madeBy: string, approvedBy: string, actor = maker) =>
      office.db.act({ ...office.identity, actor }, (transaction) =>
        transaction.query(
          `insert into allocation.roster_approval (regency_code, run_id, decree, roster_sha256, made_by, approved_by)
           select regency_code, run_id, 'SK', roster_sha256, $1, $2 from allocation.run`,
          [madeBy, approvedBy],
        ),
      );
    await expect(insert(maker, maker)).rejects.toMatchObject({
      constraint: "maker_is_not_approver",
    });
    await expect(insert("os:orang-lain", maker)).rejects.toMatchObject({
      constraint: "approved_roster_is_as_it_was_made",
    });
    await expect(insert(maker, "os:orang-lain")).rejects.toThrow(/row-level security/);
  });

  test("places that were changed behind Payung's back cannot be approved", async () => {
    const { admin, approver, runId } = roster;
    const swap =
      "update allocation.place set member_number = case rank when 1 then $2 else $3 end where run_id = $1 and rank in (1, 2)";
    const { rows } = await admin.query<{ member_number: string }>(
      "select member_number from allocation.place where run_id = $1 and rank in (1, 2) order by rank",
      [runId],
    );
    const [first = "", second = ""] = rows.map((row) => row.member_number);
    await admin.query(swap, [runId, second, first]);
    expect(await approveRoster(approver, { reference: "latest", decree })).toMatchObject({
      error: { type: "RosterIsNotWhatWasMade" },
    });
    await admin.query(swap, [runId, first, second]);
  });

  test("the same approval again is harmless; another decree or officer is refused; a decree has a name", async () => {
    const { approver, office, runId } = roster;
    expect(await approve(roster)).toMatchObject({ alreadyApproved: false, decree });
    const again = await approveRoster(approver, {
      reference: runId.slice(0, 6),
      decree: ` ${decree} `,
    });
    expect(again).toMatchObject({ ok: true, value: { alreadyApproved: true } });
    expect(await approveRoster(approver, { reference: "1", decree: "SK 9" })).toMatchObject({
      error: { type: "ApprovedOtherwise", decree },
    });
    const third = actingAs(office, { actor: "os:ketiga" });
    expect(await approveRoster(third, { reference: "1", decree })).toMatchObject({
      error: { type: "ApprovedOtherwise" },
    });
    expect(await approveRoster(third, { reference: "1", decree: "  " })).toMatchObject({
      error: { type: "DecreeNotNamed" },
    });
    expect(await countRows("allocation.roster_approval")).toBe(1);
  });

  test.each(["9", "abcdef", "terbaru", "00", ""])("there is no roster %j", async (reference) => {
    expect(await submit(reference)).toMatchObject({ ok: false, error: { type: "NoSuchRoster" } });
  });
});

describe("an approved roster is sent, answered and filled", () => {
  beforeEach(async () => {
    step += 1;
    await roster.forgetBatches();
  });

  test("the first batch is the people chosen, by rank, in a closed file with every digit", async () => {
    const first = await send();
    const { seats } = roster;
    expect(first).toMatchObject({ type: "sent", accepted: 0, awaiting: seats });
    const file = first.batches[0]?.file ?? "";
    expect(path.basename(file)).toBe("batch-0001-makassar-2024.xlsx");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const places = await roster.admin.query<{ member_number: string }>(
      "select member_number from allocation.place where outcome = 'chosen' order by rank",
    );
    const people = await sentPeople(file);
    expect(people.map((person) => person["NOMOR ANGGOTA"])).toEqual(
      places.rows.map((row) => row.member_number),
    );
    for (const person of people) {
      expect(person["NIK"]).toMatch(/^\d{16}$/);
      expect(person["TANGGAL LAHIR"]).toMatch(/^\d{2}-\d{2}-\d{4}$/);
      expect(person["JENIS KELAMIN"]).toMatch(/^(LAKI-LAKI|PEREMPUAN)$/);
      expect(person).toMatchObject({
        PENGHASILAN: "1000000",
        PROGRAM: "JKK JKM",
        "TANGGAL MULAI": "01-06-2024",
      });
    }
    expect(readdirSync(outDir())).toEqual([path.basename(file)]);
  });

  test("sent again before an answer, it is the same batch and the same bytes", async () => {
    const first = await send();
    const bytes = hashOf(first.batches[0]?.file);
    const again = await send();
    expect(again).toMatchObject({ type: "sent-before", awaiting: roster.seats });
    expect(again.batches[0]?.batchId).toBe(first.batches[0]?.batchId);
    expect(hashOf(again.batches[0]?.file)).toBe(bytes);
    expect(await countRows("enrolment.batch")).toBe(1);
  });

  test("what was sent holds no NIK in the open, and is refused in another layout", async () => {
    const first = await send();
    const [person] = await sentPeople(first.batches[0]?.file);
    const stored = await roster.admin.query<{ everything: string }>(
      "select encode(sent_lines, 'escape') || b::text || (select string_agg(l::text, '') from enrolment.batch_line l) as everything from enrolment.batch b",
    );
    expect(stored.rows[0]?.everything).not.toContain(person?.["NIK"] ?? "none");
    const layout = "no-such";
    expect(
      await submitRoster(roster.office, { reference: "latest", outDir: outDir(), layout }),
    ).toMatchObject({ error: { type: "NoSuchLayout" } });
  });

  test("rejections are replaced by the next on the waiting list until every place is accepted", async () => {
    const first = await send();
    const people = await sentPeople(first.batches[0]?.file);
    const { taken } = await reply(1, people, rejectFirst(7));
    expect(taken.counts).toMatchObject({
      rows: 60,
      accepted: 53,
      rejected: 7,
      reasons: { MENINGGAL: 7 },
    });
    const second = await send();
    expect(second).toMatchObject({ type: "sent", accepted: 53, awaiting: 7, rejected: 7 });
    expect(second.batches[0]).toMatchObject({ batchNo: 2, lines: 7 });
    const ranks = await roster.admin.query<{ rank: number }>(
      "select rank from enrolment.batch_line l join enrolment.batch b using (regency_code, batch_id) where batch_no = 2 order by line_no",
    );
    expect(ranks.rows.map((row) => row.rank)).toEqual([61, 62, 63, 64, 65, 66, 67]);
    await reply(2, await sentPeople(second.batches[0]?.file), rejectFirst(2));
    const third = await send();
    expect(third.batches[0]).toMatchObject({ batchNo: 3, lines: 2 });
    await reply(3, await sentPeople(third.batches[0]?.file), rejectFirst(0));
    const filesBefore = readdirSync(outDir());
    const last = await send();
    expect(last).toMatchObject({
      type: "complete",
      accepted: 60,
      awaiting: 0,
      rejected: 9,
      batches: [],
    });
    expect(readdirSync(outDir())).toEqual(filesBefore);
  });

  test("a reply is read once by its content, whatever its name", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    const { taken } = await reply(1, people, rejectFirst(3));
    const before = await countRows("enrolment.reply_line");
    const again = (await reply(1, people, rejectFirst(3), "balasan-lagi")).taken;
    expect(again).toMatchObject({
      replyId: taken.replyId,
      alreadyRead: true,
      counts: taken.counts,
    });
    expect(await countRows("enrolment.reply_line")).toBe(before);
    expect(await countRows("enrolment.reply")).toBe(1);
  });

  test("part of an answer leaves the rest waiting; nobody is sent in their place", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    const { taken } = await reply(1, people, isOdd);
    expect(taken.counts).toMatchObject({ rows: 30, accepted: 30 });
    const again = await send();
    expect(again).toMatchObject({ type: "sent-before", accepted: 30, awaiting: 30 });
    const unclear = (await reply(1, people, mumble, "proses")).taken;
    expect(unclear.counts).toMatchObject({ unclear: 60, doubts: { STATUS_TIDAK_JELAS: 60 } });
    const [batch] = await roster.office.db.look(roster.office.identity, (t) => listBatches(t));
    expect(batch).toMatchObject({ accepted: 30, unclear: 30, unanswered: 0, rejected: 0 });
    await reply(
      1,
      people,
      (person, index) => (index % 2 === 1 ? accept(person) : undefined),
      "sisa",
    );
    expect(await send()).toMatchObject({ type: "complete", accepted: 60 });
  });

  test("an acceptance is not undone, and a KPJ number is of one person", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    await reply(1, people, accept);
    const undone = (await reply(1, people, reject, "batal")).taken;
    expect(undone.counts).toMatchObject({ rejected: 0, doubts: { SUDAH_DITERIMA: 60 } });
    expect(await send()).toMatchObject({ type: "complete", accepted: 60 });
    await roster.forgetBatches();
    await send();
    const shared: Say = (person, index) => [
      "Y",
      null,
      index < 2 ? "21000000000" : kpjOf(person),
      "01-06-2024",
    ];
    expect((await reply(1, people, shared, "ganda")).taken.counts).toMatchObject({
      accepted: 58,
      doubts: { KPJ_GANDA: 2 },
    });
  });

  test("an acceptance after a rejection counts while the place is free, and not beyond", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    await reply(1, people, rejectFirst(3));
    const oneBack: Say = (person, index) => (index === 0 ? accept(person) : undefined);
    expect((await reply(1, people, oneBack, "kembali")).taken.counts).toMatchObject({
      accepted: 1,
    });
    expect((await send()).batches[0]).toMatchObject({ batchNo: 2, lines: 2 });
    const late: Say = (person, index) => (index === 1 ? accept(person) : undefined);
    expect((await reply(1, people, late, "terlambat")).taken.counts).toMatchObject({
      accepted: 0,
      doubts: { TEMPAT_TERISI: 1 },
    });
    expect(await send()).toMatchObject({ accepted: 58, awaiting: 2 });
  });

  test("damaged NIKs are matched by number or by name and birth; another person's NIK settles nothing", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    const [one = {}, two = {}, three = {}, four = {}] = people;
    const damaged = [
      { ...one, NIK: "7,37E+15" },
      { ...two, NIK: "", NAMA: (two["NAMA"] ?? "").toLowerCase() },
      { ...three, NAMA: "NAMA MENURUT DUKCAPIL", "TANGGAL LAHIR": "" },
      { ...four, NIK: "7371014502800019" },
    ];
    const { taken } = await reply(1, damaged, accept);
    expect(taken.counts).toMatchObject({
      rows: 4,
      accepted: 3,
      doubts: { NIK_LAIN: 1 },
      matchedBy: { nik: 1, "name-birth": 3 },
    });
  });

  test("a file that answers another batch, or nothing, is refused and nothing is kept", async () => {
    const people = await sentPeople((await send()).batches[0]?.file);
    await reply(1, people, rejectFirst(9));
    const next = await sentPeople((await send()).batches[0]?.file);
    const file = await writeReply(outDir(), "salah.xlsx", next, accept);
    const before = await countRows("enrolment.reply");
    const refused = await takeReply(roster.office, { reference: "1", path: file });
    expect(refused).toMatchObject({
      ok: false,
      error: { type: "ReplyOfAnotherBatch", rows: 9, matched: 0, fits: 2 },
    });
    const batchFile = path.join(outDir(), "batch-0001-makassar-2024.xlsx");
    expect(await takeReply(roster.office, { reference: "1", path: batchFile })).toMatchObject({
      error: { type: "NotAReply" },
    });
    expect(await takeReply(roster.office, { reference: "7", path: file })).toMatchObject({
      error: { type: "NoSuchBatch" },
    });
    expect(await countRows("enrolment.reply")).toBe(before);
  });

  test("an out folder that cannot be is refused before anything counts as sent", async () => {
    const outDir = path.join(roster.folder, "file");
    await writeReply(roster.folder, "file", [], () => undefined);
    const refused = await submitRoster(roster.office, {
      reference: "latest",
      outDir,
      layout: null,
    });
    expect(refused).toMatchObject({ ok: false, error: { type: "OutFolderNotUsable" } });
    expect(await countRows("enrolment.batch")).toBe(0);
  });

  test("what a killed process left half written is cleared away; a running one's is not", async () => {
    const dead = path.join(outDir(), ".payung-4194305-abc");
    const running = path.join(outDir(), `.payung-${process.pid}-abc`);
    for (const folder of [dead, running]) mkdirSync(folder, { recursive: true });
    await send();
    expect(readdirSync(outDir()).sort()).toEqual([
      path.basename(running),
      "batch-0001-makassar-2024.xlsx",
    ]);
  });

  test("whoever lost a usable NIK meanwhile is passed over, and keeps the place in the order", async () => {
    const { admin, runId } = roster;
    const blind = (state: string) =>
      admin.query(
        `update resolution.person_version v set nik_id = ${state} from allocation.place p
         where p.run_id = $1 and p.rank = 5 and v.person_id = p.person_id`,
        [runId],
      );
    await admin.query(
      "create temporary table kept as select person_id, run_no, nik_id from resolution.person_version",
    );
    await blind("null");
    const first = await send();
    expect(first).toMatchObject({
      awaiting: 60,
      passedOver: { withoutNik: 1, merged: 0, nikTaken: 0 },
    });
    await admin.query(
      "update resolution.person_version v set nik_id = k.nik_id from kept k where k.person_id = v.person_id and k.run_no = v.run_no",
    );
    const people = await sentPeople(first.batches[0]?.file);
    await reply(1, people, rejectFirst(1));
    await send();
    const ranks = await admin.query<{ rank: number }>(
      "select rank from enrolment.batch_line l join enrolment.batch b using (regency_code, batch_id) where batch_no = 2",
    );
    expect(ranks.rows).toEqual([{ rank: 5 }]);
  });

  test("the web and the person's story tell how everybody stands, NIK masked", async () => {
    const first = await send();
    const people = await sentPeople(first.batches[0]?.file);
    await reply(1, people, rejectFirst(4));
    const { office } = roster;
    const batchId = parseUuid(first.batches[0]?.batchId ?? "") as Uuid;
    const page = await office.db.look(office.identity, (transaction) =>
      readBatchPage(office, transaction, { batchId, state: "rejected", page: 1 }),
    );
    expect(page).toMatchObject({
      batch: { accepted: 56, rejected: 4 },
      reasons: [{ code: "MENINGGAL", state: "rejected", count: 4 }],
      total: 4,
      replies: [{ replyNo: 1, counts: { rows: 60 } }],
    });
    expect(page?.lines.map((line) => line.nikMasked)).toEqual(
      people
        .slice(0, 4)
        .map((person) => `${person["NIK"]?.slice(0, 4)}••••••••${person["NIK"]?.slice(12)}`),
    );
    expect(JSON.stringify(page)).not.toMatch(/\d{16}/);
    const personId = parseUuid(page?.lines[0]?.personId ?? "") as Uuid;
    const story = await office.db.look(office.identity, (t) => findParticipation(t, personId));
    expect(story).toMatchObject({ state: "rejected", batchNo: 1, reasonCode: "MENINGGAL" });
    expect(story?.sentence.id).toContain("Ditolak");
  });
});

function hashOf(file: string | undefined): string {
  if (file === undefined || !existsSync(file)) throw new Error("no file was written");
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
