import { expect, test } from "vitest";
import { auditQueryPath, readAuditQuery } from "./audit-query.ts";

test("an address says which entries are looked at, and is read back as it was written", () => {
  const query = {
    actor: "user:0197",
    act: "person.seen",
    subject: "a b",
    from: "2024-06-01",
    to: null,
    page: 3,
  };
  const address = new URL(auditQueryPath(query), "http://localhost");
  expect(readAuditQuery(Object.fromEntries(address.searchParams))).toEqual(query);
});

test("what an address says wrongly is everything", () => {
  expect(auditQueryPath(readAuditQuery({ pelaku: "", halaman: "-2" }))).toBe("/audit");
});
