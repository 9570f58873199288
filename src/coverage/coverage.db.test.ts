import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findRegency } from "../areas/index.ts";
import type { Launch } from "../cards/test-launch.ts";
import { assert } from "../kernel/assert.ts";
import { plainMonth } from "../kernel/plain-date.ts";
import { openTestApi } from "../platform/testing/api.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import {
  type CoverageTable,
  coverageSummary,
  coverageTable,
  type Dimension,
  dimensions,
  overview,
} from "./index.ts";
import { mountCoverageRoutes } from "./routes.ts";
import { loadCityInputs, readCoverageSummary, readCoverageTable, readOverview } from "./server.ts";
import { recordCoverageCity } from "./test-coverage-city.ts";

let city: TestOffice;
let launch: Launch;

beforeAll(async () => {
  city = await freshOffice();
  launch = await recordCoverageCity(city);
});

afterAll(() => city.close());

const columnOf: Readonly<Record<Dimension, string>> = {
  kecamatan: "kecamatan_code",
  kelurahan: "kelurahan_code",
  occupation: "occupation",
  sex: "sex",
  disability: "disability",
  decile: "decile::text",
};

describe("coverage", () => {
  test.each(dimensions)(
    "by %s is what the raw facts say, in every figure of every row",
    async (by) => {
      for (const month of ["2024-06", "2024-07", "2024-08"] as const) {
        const table = await readTable(by, month);
        const facts = await recompute(columnOf[by], month);
        expect(table.rows.filter(isAnybody).map(figuresOf).sort()).toEqual([...facts].sort());
        expect(sumsOf(table)).toEqual(figuresOf({ ...table.total, key: "" }));
      }
    },
  );

  test("counts nobody as covered before the bill is paid in full", async () => {
    expect((await readTable("sex", "2024-06")).total.covered).toBeGreaterThan(0);
    const july = (await readTable("sex", "2024-07")).total;
    expect(july.covered).toBe(0);
    expect(july.billed).toBe(july.accepted);
    const august = (await readTable("sex", "2024-08")).total;
    expect([august.billed, august.covered]).toEqual([0, 0]);
  });

  test("is of the newest billed month when none is said", async () => {
    expect((await readTable("sex", null)).month).toBe("2024-07");
  });

  test("shows every place of the city, also where nobody is", async () => {
    const kecamatan = findRegency("73.71")?.kecamatan ?? [];
    const places = kecamatan.flatMap((one) => one.kelurahan);
    expect(
      (await readTable("kecamatan", null)).rows.filter((row) => row.key !== null),
    ).toHaveLength(kecamatan.length);
    const rows = (await readTable("kelurahan", null)).rows.filter((row) => row.key !== null);
    expect(rows.map((row) => row.key).sort()).toEqual(places.map((one) => one.code).sort());
  });

  test("gives no percentage without what it divides by", async () => {
    const table = await readTable("kecamatan", "2024-06");
    for (const row of [...table.rows, table.total]) {
      for (const share of row.shares) {
        const whole = row[share.of as "workers" | "eligible" | "accepted"];
        expect(share.whole).toBe(whole);
        expect(share.percent).toBe(
          whole === 0 ? null : (Math.round((row.covered * 1000) / whole) / 10).toFixed(1),
        );
      }
    }
  });

  test("counts a person once who was accepted again for a second roster", async () => {
    const before = await readTable("sex", "2024-06");
    await city.admin.query("begin");
    await city.admin.query(
      `with b as (
         insert into enrolment.batch (regency_code, batch_id, batch_no, roster_run_id, programme_code, layout, line_count, lines_sha256,
           data_key_id, sent_lines, sent_by)
         select regency_code, gen_random_uuid(), 2, roster_run_id, programme_code, layout, line_count, lines_sha256, data_key_id,
           sent_lines, 'test' from enrolment.batch returning regency_code, batch_id
       ), l as (
         insert into enrolment.batch_line (regency_code, batch_id, line_no, person_id, member_number, rank, nik_id, starts_on)
         select l.regency_code, b.batch_id, line_no, person_id, member_number, rank, nik_id, starts_on from enrolment.batch_line l, b
       ), r as (
         insert into enrolment.reply (regency_code, reply_id, batch_id, reply_no, file_name, content_sha256, counts, read_by)
         select b.regency_code, gen_random_uuid(), b.batch_id, 1, 'lagi.xlsx', '\\x02', '{}', 'test' from b
         returning regency_code, reply_id, batch_id
       )
       insert into enrolment.reply_line (regency_code, reply_id, row_no, batch_id, person_id, matched_by, outcome, kpj, starts_on,
         reason_code)
       select r.regency_code, r.reply_id, x.row_no, r.batch_id, x.person_id, x.matched_by, x.outcome, x.kpj, x.starts_on, x.reason_code
       from enrolment.reply_line x, r`,
    );
    await city.admin.query("commit");
    const after = await readTable("sex", "2024-06");
    expect(after.total).toEqual(before.total);
  });
});

describe("the summary", () => {
  test("divides the accepted and the covered by named denominators, and adds nothing to the facts", async () => {
    const summary = await readSummary("2024-06");
    const [facts] = await city.admin
      .query(
        `select
           (select count(*)::int from eligibility.decision where worker) as workers,
           (select count(distinct person_id)::int from enrolment.reply_line where outcome = 'accepted') as accepted,
           (select count(distinct l.person_id)::int from enrolment.reply_line l join eligibility.decision d using (person_id)
            where outcome = 'accepted' and disability is not null) as "acceptedDisabled",
           (select count(*)::int from contributions.bill_line where month = '2024-06-01') as covered`,
      )
      .then((found) => found.rows as readonly Record<string, number>[]);
    assert(summary.counted !== null && facts !== undefined, "people were assessed");
    expect(summary.counted).toMatchObject(facts);
    const accepted = facts["accepted"] ?? 0;
    const ofStated = summary.counted.shares.find(
      (share) => share.part === "accepted" && share.of.key === "registered-vulnerable-workers",
    );
    expect(ofStated).toMatchObject({ value: accepted, of: { value: 77_000, on: "2024-05-31" } });
    expect(ofStated?.percent).toBe((Math.round(accepted / 77) / 10).toFixed(1));
    expect(summary.counted.beside.map((one) => [one.measure, one.stated.value])).toEqual([
      ["accepted", "35422"],
      ["accepted_disabled", "472"],
    ]);
  });

  test("of a city in which nobody was assessed still shows what was stated, and no count", async () => {
    const empty = await freshOffice();
    onTestFinished(empty.close);
    const { office } = empty;
    const query = { regencyCode: "73.71", programmeCode: null, month: null };
    const inputs = loadCityInputs("73.71");
    const [summary, table] = await office.db.look(office.identity, async (transaction) => [
      await readCoverageSummary(transaction, { ...query, inputs }),
      await readCoverageTable(transaction, { ...query, inputs, by: "sex" }),
    ]);
    expect(summary).toMatchObject({ counted: null });
    expect(table).toMatchObject({ ok: false, error: { type: "NothingAssessed" } });
  });
});

describe("the overview", () => {
  test("adds up from places to cover, as the raw facts do", async () => {
    const { office } = city;
    const read = overview.parse(
      await office.db.look(office.identity, (transaction) => readOverview(transaction, "73.71", 3)),
    );
    const { enrolment, contributions, coverage, cards } = read;
    assert(enrolment !== null && contributions !== null && coverage !== null, "all stages reached");
    expect(enrolment.submitted).toBe(enrolment.accepted + enrolment.rejected + enrolment.awaiting);
    const [facts] = await city.admin
      .query(
        `select (select count(*)::int from allocation.place where outcome = 'chosen') as seats,
           (select count(distinct person_id)::int from enrolment.batch_line) as submitted,
           (select count(distinct person_id)::int from enrolment.reply_line where outcome = 'accepted') as accepted,
           (select sum(amount_rp)::text from contributions.bill_line) as "billedRp",
           (select sum(amount_rp)::text from contributions.payment) as "paidRp"`,
      )
      .then((found) => found.rows as readonly Record<string, unknown>[]);
    expect({ ...enrolment, ...contributions }).toMatchObject({ ...facts, bills: 2, months: 2 });
    expect(cards).toEqual({ issued: 3 });
    expect(coverage).toMatchObject({ month: "2024-07", covered: 0 });
    expect(coverage.denominators.map((one) => [one.key, one.sharePercent])).toEqual([
      ["workers", "0.0"],
      ["eligible", "0.0"],
      ["accepted", "0.0"],
      ["registered-vulnerable-workers", "0.0"],
      ["employed-workers", "0.0"],
    ]);
  });

  test("of an empty city reaches no stage", async () => {
    const empty = await freshOffice();
    onTestFinished(empty.close);
    const { office } = empty;
    const read = await office.db.look(office.identity, (transaction) =>
      readOverview(transaction, "73.71"),
    );
    expect(overview.parse(read)).toMatchObject({
      ...{ enrolment: null, contributions: null, cards: null, coverage: null },
    });
  });
});

test("the web is told the same tables, and refused what no calendar and no programme holds", async () => {
  const app = openTestApi(city.office, (api) =>
    mountCoverageRoutes(api, city.office.identity.regencyCode),
  );
  const ask = async (url: string) => {
    const answer = await app.inject(url);
    return { status: answer.statusCode, body: answer.json() as unknown };
  };
  const table = await ask("/api/coverage?by=decile&month=2024-06");
  expect(coverageTable.parse(table.body)).toEqual(await readTable("decile", "2024-06"));
  expect(coverageSummary.parse((await ask("/api/coverage/summary?month=2024-06")).body)).toEqual(
    await readSummary("2024-06"),
  );
  expect(await ask("/api/coverage?programme=lain")).toMatchObject({
    status: 404,
    body: { error: { type: "NothingAssessed" } },
  });
  expect((await ask("/api/coverage?month=2024-13")).status).toBe(400);
  expect((await ask("/api/coverage?by=nik")).status).toBe(400);
});

async function readTable(by: Dimension, month: string | null): Promise<CoverageTable> {
  const { office } = city;
  const table = await office.db.look(office.identity, (transaction) =>
    readCoverageTable(transaction, { ...queryOf(month), by }),
  );
  assert(table.ok, "people were assessed");
  return table.value;
}

function readSummary(month: string) {
  const { office } = city;
  return office.db.look(office.identity, (transaction) =>
    readCoverageSummary(transaction, queryOf(month)),
  );
}

function queryOf(month: string | null) {
  const inputs = loadCityInputs("73.71");
  const programmeCode = launch.programmeCode;
  return {
    ...{ regencyCode: "73.71", programmeCode, inputs },
    month: month === null ? null : plainMonth(month),
  };
}

/** The same figures from decisions, replies, bill lines and payments, without any view. */
async function recompute(column: string, month: string) {
  const found = await city.admin.query<Record<string, string | number>>(
    `select coalesce(d.${column}, '-') as key,
       count(*) filter (where d.worker)::int as workers,
       count(*) filter (where d.standing = 'eligible')::int as eligible,
       count(*) filter (where d.person_id in (select person_id from enrolment.reply_line where outcome = 'accepted'))::int as accepted,
       count(b.bill_id)::int as billed,
       count(*) filter (where b.amount_rp = (select sum(amount_rp) from contributions.payment p where p.bill_id = b.bill_id))::int
         as covered
     from eligibility.decision d
     left join contributions.bill_line l on l.person_id = d.person_id and l.month = $1::date
     left join contributions.bill b on b.bill_id = l.bill_id
     group by 1`,
    [`${month}-01`],
  );
  return found.rows
    .map((row) => [
      row["key"],
      row["workers"],
      row["eligible"],
      row["accepted"],
      row["billed"],
      row["covered"],
    ])
    .filter(([, ...figures]) => figures.some((figure) => figure !== 0))
    .map((row) => row.join(" "));
}

type Row = CoverageTable["rows"][number];

function isAnybody(row: Row): boolean {
  return [row.workers, row.eligible, row.accepted, row.billed, row.covered].some(
    (one) => one !== 0,
  );
}

function figuresOf({ key, workers, eligible, accepted, billed, covered }: Row): string {
  return [key ?? "-", workers, eligible, accepted, billed, covered].join(" ");
}

function sumsOf(table: CoverageTable): string {
  const measures = ["workers", "eligible", "accepted", "billed", "covered"] as const;
  const sums = measures.map((one) => table.rows.reduce((total, row) => total + row[one], 0));
  return ` ${sums.join(" ")}`;
}
