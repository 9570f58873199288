import { randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTestCity, seatsFor, walk } from "../../e2e/test-city.ts";
import {
  type Grant,
  type Right,
  type Role,
  rights,
  rightsByRole,
  roles,
} from "../platform/access/rights.ts";
import type { Database, Identity } from "../platform/database/database.ts";
import type { RouteRight } from "../platform/http.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import type { Asker } from "./guard.ts";
import { createProgressBoard } from "./progress-board.ts";
import { buildServer } from "./server.ts";
import { openUploads } from "./uploads.ts";

const workers = 400;
/** Drawn anew at every run and printed; PAYUNG_TEST_SEED repeats one. */
const seed = Number(process.env["PAYUNG_TEST_SEED"] ?? randomInt(1, 2 ** 31 - 1));

/** Where a person is by the newest golden record. */
interface Place {
  readonly kecamatan: string | null;
  readonly kelurahan: string | null;
  readonly rw: string | null;
}

let city: TestOffice;
let placeOf: ReadonlyMap<string, Place>;
let areas: readonly string[];

beforeAll(async () => {
  console.log(`access seed ${seed}`);
  city = await freshOffice();
  const files = await makeTestCity(workers, seed % 1_000);
  await walk(city.office, files.sent, seatsFor(workers));
  await files.remove();
  await city.admin.query("alter table resolution.person_version disable trigger user");
  // The registry of the demonstration states no RW; the rule is tried on addresses that do.
  await city.admin.query(
    "update resolution.person_version set address = coalesce(address, '') || ' RT 001 RW ' || (hashtext(person_id::text) & 3) + 1",
  );
  const places = await city.admin.query<Place & { person: string }>(
    `select distinct on (person_id) person_id as person, kecamatan_code as kecamatan, kelurahan_code as kelurahan, rw
     from resolution.person_version order by person_id, run_no desc`,
  );
  placeOf = new Map(places.rows.map((row) => [row.person, row]));
  const known = new Set<string>(["73.71"]);
  for (const { kecamatan, kelurahan, rw } of placeOf.values()) {
    if (kecamatan !== null) known.add(kecamatan);
    if (kelurahan !== null) known.add(kelurahan).add(`${kelurahan}/${rw}`);
  }
  areas = [...known].sort();
}, 300_000);
afterAll(() => city.close());

/** The tables about people, the right that opens each, and the person whom a row is about. */
const tables: readonly (readonly [table: string, right: Right, person: string])[] = [
  ...["person", "person_version", "doubt"].map(
    (name) => [`resolution.${name}`, "people.read", "person_id"] as const,
  ),
  ["resolution.assignment", "people.read", "person_id"],
  ["eligibility.decision", "people.read", "person_id"],
  ["allocation.place", "people.read", "person_id"],
  ...["record", "registry_fact", "insurer_fact", "civil_fact", "disability_fact"].map(
    (name) =>
      [
        `intake.${name}`,
        "people.read",
        `(select a.person_id from resolution.assignment a where a.row_id = t.row_id order by run_no desc limit 1)`,
      ] as const,
  ),
  ["intake.raw_block", "rows.read", "null::uuid"],
];

/** The rule, in plain words: a grant shows a row when its role has the right and its area holds the row's person. */
function maySee(grants: readonly Grant[], right: Right, place: Place | undefined): boolean {
  return grants.some(({ role, areaCode }) => {
    if (!rightsByRole[role].includes(right)) return false;
    if (areaCode === "73.71") return true;
    if (place === undefined) return false;
    return [place.kecamatan, place.kelurahan, `${place.kelurahan}/${place.rw}`].includes(areaCode);
  });
}

const grant = (): fc.Arbitrary<Grant> =>
  fc.record({ role: fc.constantFrom<Role>(...roles), areaCode: fc.constantFrom(...areas) });

/** Somebody new with these grants, some of them taken away again. */
async function appoint(grants: readonly Grant[], taken: readonly Grant[]): Promise<string> {
  const officialId = randomUUID();
  const { db, identity } = city.office;
  await db.act(identity, async (transaction) => {
    for (const [given, list] of [
      [true, [...taken, ...grants]],
      [false, taken],
    ] as const) {
      for (const { role, areaCode } of list) {
        if (!given && grants.some((one) => one.role === role && one.areaCode === areaCode))
          continue;
        await transaction.query(
          "insert into platform.role_grant (regency_code, official_id, role, area_code, granted) values ('73.71', $1, $2, $3, $4)",
          [officialId, role, areaCode, given],
        );
      }
    }
  });
  return `user:${officialId}`;
}

/** What raw SQL shows a role of the database under an identity: keys of rows, and of all rows the person each is about. */
async function shown(db: Database, identity: Identity, table: string, person: string) {
  const truth = await city.admin.query<{ key: string; person: string | null }>(
    `select t.ctid::text as key, ${person} as person from ${table} t`,
  );
  const seen = await db.look(identity, (transaction) =>
    transaction.query<{ key: string }>(`select ctid::text as key from ${table}`),
  );
  return { all: truth.rows, seen: new Set(seen.rows.map((row) => row.key)) };
}

describe("raw SQL as the application's role", () => {
  test("shows of every table what the rule allows, for any roles and areas", async () => {
    const cases = fc.record({
      grants: fc.array(grant(), { maxLength: 3 }),
      taken: fc.array(grant(), { maxLength: 2 }),
      table: fc.constantFrom(...tables),
      role: fc.constantFrom("db" as const, "jobs" as const),
    });
    const outcomes = { shown: 0, hidden: 0, partly: 0 };
    await fc.assert(
      fc.asyncProperty(cases, async ({ grants, taken, table: [table, right, person], role }) => {
        const actor = await appoint(grants, taken);
        const identity = { regencyCode: "73.71", actor };
        const { all, seen } = await shown(city.office[role], identity, table, person);
        if (seen.size > 0 && seen.size < all.length) outcomes.partly += 1;
        for (const { key, person: about } of all) {
          outcomes[seen.has(key) ? "shown" : "hidden"] += 1;
          const place = about === null ? undefined : placeOf.get(about);
          if (seen.has(key) !== maySee(grants, right, place))
            throw new Error(`${table} ${key}: ${seen.has(key) ? "shown" : "hidden"}`);
        }
      }),
      { seed, numRuns: 120, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: false },
    );
    // A rule that always says no, or always yes, would agree with itself.
    expect(Math.min(outcomes.shown, outcomes.hidden, outcomes.partly)).toBeGreaterThan(0);
  });

  test("shows nobody anything whose identity is not sealed, is of another city, or was taken over", async () => {
    const officer = await appoint([{ role: "officer", areaCode: "73.71" }], []);
    const { db } = city.office;
    for (const [table] of tables) {
      const count = `select count(*)::int as n from ${table}`;
      const forged = await db.look(
        { regencyCode: "73.71", actor: "public" },
        async (transaction) => {
          await transaction.query("select set_config('payung.actor', $1, true)", [officer]);
          return (await transaction.query<{ n: number }>(count)).rows[0]?.n;
        },
      );
      const elsewhere = await db.look(
        { regencyCode: "73.06", actor: officer },
        async (transaction) => (await transaction.query<{ n: number }>(count)).rows[0]?.n,
      );
      const widened = await db.look(
        { regencyCode: "73.71", actor: "public" },
        async (transaction) => {
          await transaction.query("select set_config('payung.capacity', 'figures', true)");
          return (await transaction.query<{ n: number }>(count)).rows[0]?.n;
        },
      );
      expect({ table, forged, elsewhere, widened }).toEqual({
        table,
        forged: 0,
        elsewhere: 0,
        widened: 0,
      });
    }
  });

  test("counts for figures, under a seal that only routes of figures get", async () => {
    const planner = await appoint([{ role: "planner", areaCode: "73.71" }], []);
    const count = (capacity: { capacity?: "figures" }) =>
      city.office.db.look(
        { regencyCode: "73.71", actor: planner, ...capacity },
        async (transaction) =>
          (
            await transaction.query<{ n: number }>(
              "select count(*)::int as n from resolution.person",
            )
          ).rows[0]?.n,
      );
    expect(await count({})).toBe(0);
    expect(await count({ capacity: "figures" })).toBe(placeOf.size);
  });

  test("writes only what the role may write", async () => {
    const insert: Readonly<Record<string, Right>> = {
      "insert into programme.version (regency_code, programme_code, version_no, version_sha256, body) values ('73.71', 'x', 1, '\\x00', '{}')":
        "programmes.decide",
      "insert into platform.setting (regency_code, name, value) values ('73.71', 'x', '1')":
        "installation.manage",
      "insert into platform.data_key (regency_code, data_key_id, key_version, wrapped_key) values ('73.71', gen_random_uuid(), 1, '\\x00')":
        "loads.write",
      "insert into platform.official (regency_code, official_id, name, email, employee_number) values ('73.71', gen_random_uuid(), 'A', 'a@x', '1')":
        "accounts.manage",
    };
    for (const role of roles) {
      const actor = await appoint([{ role, areaCode: "73.71" }], []);
      for (const [statement, right] of Object.entries(insert)) {
        const outcome = await city.office.db
          .rehearse({ regencyCode: "73.71", actor }, (transaction) => transaction.query(statement))
          .then(
            () => "written",
            (error: Error) => error.message,
          );
        const allowed = rightsByRole[role].includes(right);
        expect([role, right, outcome]).toEqual([
          role,
          right,
          allowed ? "written" : expect.stringMatching(/row-level security/),
        ]);
      }
    }
  });

  test("gives nobody a role by their own hand, and no person two accounts", async () => {
    const administrator = await appoint([{ role: "administrator", areaCode: "73.71" }], []);
    const own = administrator.slice("user:".length);
    const { db } = city.office;
    const identity = { regencyCode: "73.71", actor: administrator };
    const toOneself = db.act(identity, (transaction) =>
      transaction.query(
        "insert into platform.role_grant (regency_code, official_id, role, area_code, granted) values ('73.71', $1, 'approver', '73.71', true)",
        [own],
      ),
    );
    await expect(toOneself).rejects.toThrow("nobody_grants_to_oneself");
    const account = (email: string) =>
      db.act(identity, (transaction) =>
        transaction.query(
          "insert into platform.official (regency_code, official_id, name, email, employee_number) values ('73.71', gen_random_uuid(), 'A', $1, '198001012005011001')",
          [email],
        ),
      );
    await account("one@kota.example");
    await expect(account("two@kota.example")).rejects.toThrow("another account");
  });
});

test("the list of rights is the same in the program and in the database", async () => {
  const told = await city.admin.query<{ role: Role; rights: string[] }>(
    "select role, platform.rights_of(role) as rights from unnest($1::text[]) role",
    [roles],
  );
  for (const { role, rights: inDatabase } of told.rows)
    expect([role, inDatabase]).toEqual([role, [...rightsByRole[role]]]);
  expect(
    Object.values(rightsByRole)
      .flat()
      .filter((right) => !rights.includes(right)),
  ).toEqual([]);
});

describe("the routes", () => {
  let asker: Asker | null = null;
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await buildServer({
      office: city.office,
      identify: async () => asker,
      board: createProgressBoard(),
      uploads: openUploads(city.office.dataDir),
      demonstration: async () => false,
    });
    await app.ready();
  });
  afterAll(() => app.close());

  test("answer whoever may ask, and nobody else", async () => {
    const described = (await app.inject("/openapi.json")).json() as {
      paths: Record<string, Record<string, { "x-right"?: RouteRight }>>;
    };
    const routes = Object.entries(described.paths).flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, { "x-right": right }]) => ({ url, method, right })),
    );
    expect(routes.length).toBeGreaterThan(10);
    const streams = /progress$/;
    const cases = fc.record({
      route: fc.constantFrom(...routes.filter(({ url }) => !streams.test(url))),
      grants: fc.option(fc.array(grant(), { maxLength: 2 })),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ route, grants }) => {
        asker = grants === null ? null : { actor: await appoint(grants, []), device: null, grants };
        const url = route.url.replace(/\{\w+\}/g, "00000000-0000-8000-8000-000000000000");
        const answer = await app.inject({
          method: route.method.toUpperCase() as "GET",
          url,
          headers: { "x-payung-request": "1" },
        });
        const wanted = [route.right ?? []].flat();
        const open =
          wanted.includes("anybody") || (grants !== null && wanted.includes("signed-in"));
        const held = (grants ?? []).some(({ role }) =>
          wanted.some((right) => (rightsByRole[role] as readonly string[]).includes(right)),
        );
        const expected = open || held ? "answered" : grants === null ? 401 : 403;
        const status = answer.statusCode;
        expect([route.url, status < 500]).toEqual([route.url, true]);
        expect(status === 401 || status === 403 ? status : "answered").toBe(expected);
      }),
      { seed, numRuns: 400 },
    );
  });

  test("show an official of an area the people of that area and nobody of the next", async () => {
    const kelurahan = areas.filter((area) => /^\d\d\.\d\d\.\d\d\.\d{4}$/.test(area));
    const [own] = kelurahan;
    if (own === undefined) throw new Error("the city has kelurahan");
    const grants: readonly Grant[] = [{ role: "verifier", areaCode: own }];
    asker = { actor: await appoint(grants, []), device: null, grants };
    let seen = 0;
    const people = [...placeOf].filter(([, place], at) => place.kelurahan === own || at % 20 === 0);
    for (const [personId, place] of people) {
      const answer = await app.inject(`/api/people/${personId}`);
      expect([personId, answer.statusCode]).toEqual([
        personId,
        place.kelurahan === own ? 200 : 404,
      ]);
      if (answer.statusCode === 200) seen += 1;
    }
    expect(seen).toBeGreaterThan(0);
  });
});
