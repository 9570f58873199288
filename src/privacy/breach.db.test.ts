import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { granted } from "../../e2e/test-city.ts";
import { submitRoster } from "../enrolment/server.ts";
import { approve, makeRoster, type RosterInOffice } from "../enrolment/test-roster.ts";
import { plainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { actingAs } from "../platform/office.ts";
import { openWorkbook } from "../platform/spreadsheet/server.ts";
import { accessCopyHtml, accessCopyJson } from "./access-copy.ts";
import { dpiaHtml } from "./dpia.ts";
import { exportBreach } from "./export-breach-job.ts";
import { gatherCopy, gatherDpia, listRetention } from "./gather.ts";
import type { PrivacyParts } from "./parts.ts";

let city: RosterInOffice;
let persons: readonly { readonly person_id: Uuid; readonly name: string }[];
const on = plainDate("2026-01-01");
const parts: PrivacyParts = {
  holdingsOf: async () => ({
    parts: [{ title: { id: "Putusan", en: "Ruling" }, facts: [] }],
    json: { decided: true },
  }),
  countDecisions: async () => [{ what: { id: "Layak", en: "Fit" }, count: 7 }],
  resealBatch: (sealed) => sealed,
};

beforeAll(async () => {
  city = await makeRoster({ workers: 300, seed: 3, seats: 20 });
  persons = (
    await city.admin.query<{ person_id: Uuid; name: string }>(
      "select person_id, name from resolution.published_person where name is not null order by member_number limit 3",
    )
  ).rows;
});
afterAll(() => city.close());

async function readSheet(file: string): Promise<readonly (readonly string[])[]> {
  const workbook = granted(await openWorkbook(file));
  const rows: (readonly string[])[] = [];
  for await (const batch of workbook.readBatches("Terdampak"))
    rows.push(...batch.map(({ cells }) => cells));
  await workbook.close();
  return rows;
}

describe("a breach", () => {
  test("names whose data an account saw, which fields, when and by whom; and nobody else", async () => {
    const [one, two, three] = persons;
    const thief = actingAs(city.office, { actor: "os:pencuri", device: "peramban-7" });
    const honest = actingAs(city.office, { actor: "os:jujur" });
    const look = (office: typeof thief, act: string, subject: string, body: object) =>
      office.db.note(office.identity, [{ act, subject, body: { ...body } }]);
    await look(thief, "person.seen", one?.person_id ?? "", {});
    await look(thief, "identifier.unmasked", one?.person_id ?? "", { purpose: "match-ktp" });
    await look(thief, "people.searched", "people", { text: "S•••", persons: [two?.person_id] });
    await look(honest, "person.seen", three?.person_id ?? "", {});
    const request = { from: null, to: null, actors: [], tables: [], devices: ["peramban-7"] };
    const outDir = path.join(city.folder, "bocor");
    const report = await exportBreach(city.office, { ...request, outDir });
    expect(report).toMatchObject({ persons: 2, entries: 3 });
    const [, ...rows] = await readSheet(report.files[0] ?? "");
    const byName = new Map(rows.map((row) => [row[1], row]));
    expect([...byName.keys()].sort()).toEqual([one?.name, two?.name].sort());
    expect(byName.get(one?.name)?.[3]).toContain("NIK lengkap");
    expect(byName.get(two?.name)?.[3]).toBe("desil, kelurahan, nama, tahun lahir");
    expect(byName.get(one?.name)?.[7]).toBe("os:pencuri");
    const letter = await readFile(report.files[1] ?? "", "utf8");
    expect(letter).toContain("Pasal 46");
    expect(letter).toContain("2 orang");
    expect(letter).toContain("os:pencuri");
  });

  test("of a file that was sent is everybody in it; of a table taken whole, everybody who stands in it", async () => {
    await approve(city);
    granted(await submitRoster(city.office, { reference: "1", outDir: city.folder, layout: null }));
    const sender = city.office.identity.actor;
    const request = { from: null, to: null, devices: [], tables: [], actors: [sender] };
    const sent = await exportBreach(city.office, { ...request, outDir: city.folder });
    expect(sent.persons).toBe(20);
    const taken = await exportBreach(city.office, {
      ...{ ...request, actors: [], tables: ["resolution.person_version"] },
      outDir: city.folder,
    });
    const counted = await city.admin.query<{ n: number }>(
      "select count(*)::int as n from resolution.person",
    );
    expect(taken.persons).toBe(counted.rows[0]?.n);
  });

  test("is asked by auditors only, and of tables of people only", async () => {
    const official = actingAs(city.office, { actor: "user:0197a000-0000-7000-8000-000000000009" });
    const request = { from: null, to: null, devices: [], actors: [], outDir: city.folder };
    const tables = ["enrolment.batch_line"];
    await expect(exportBreach(official, { ...request, tables })).rejects.toThrow("only auditors");
    await expect(
      exportBreach(city.office, { ...request, tables: ["platform.identifier; drop table x"] }),
    ).rejects.toThrow("no table of people");
  });
});

describe("documents of accountability", () => {
  test("a person's copy holds who she is, her rows, what was decided, and who saw it; no whole NIK", async () => {
    const personId = persons[0]?.person_id ?? ("" as Uuid);
    const copy = await gatherCopy(city.office, { personId, on }, parts);
    if (copy === null) throw new Error("she is there");
    const html = accessCopyHtml(copy, "id");
    expect(html).toContain(persons[0]?.name.replaceAll("'", "&#39;"));
    expect(html).toContain("Putusan");
    expect(html).toContain("Membuka NIK");
    expect(html).not.toMatch(/\d{16}/);
    expect(html).not.toMatch(/<script|src=|https?:/);
    expect(accessCopyJson(copy)).toMatchObject({
      format: "payung-access-copy-1",
      holdings: { decided: true },
      register: expect.arrayContaining([expect.objectContaining({ code: "selection" })]),
    });
    const trail = await city.admin.query(
      "select from platform.journal where act = 'privacy.copied' and subject = $1",
      [personId],
    );
    expect(trail.rowCount).toBe(1);
  });

  test("the impact assessment says how many, who may, what is decided by rules, and what protects", async () => {
    const html = dpiaHtml(await gatherDpia(city.office, on, parts), "en");
    const counted = await city.admin.query<{ n: number }>(
      "select count(*)::int as n from resolution.published_person where merged_into is null",
    );
    expect(html).toContain(`<dt>Persons</dt><dd>${counted.rows[0]?.n}</dd>`);
    expect(html).toContain("<td>Fit</td><td>7</td>");
    expect(html).toContain("migrations/0010_identity.sql");
    expect(html).not.toMatch(/\d{16}/);
  });

  test("loads are kept as long as the rule of the day says", async () => {
    const ask = (day: string) =>
      city.office.db.look(city.office.identity, (transaction) =>
        listRetention(transaction, plainDate(day)),
      );
    const [load] = await ask("2026-01-01");
    const year = Number(load?.loadedOn.slice(0, 4)) + 5;
    expect(load).toMatchObject({ keptUntil: `${year}${load?.loadedOn.slice(4)}`, due: false });
    expect((await ask(`${year + 1}-01-01`)).every((one) => one.due)).toBe(true);
    expect(await ask("2020-01-01")).toEqual([]);
  });
});
