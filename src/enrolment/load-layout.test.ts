import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { describeLayoutRefusal, loadLayout } from "./load-layout.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "payung-layout-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function layoutFile(columns: string): string {
  const file = path.join(folder, "cabang.yaml");
  writeFileSync(file, `name: cabang\ntitle: Cabang\nsheet: Data\ncolumns:\n${columns}`);
  return file;
}

const nik = "  - { header: NO KTP, field: nik, kind: text }\n";
const name = "  - { header: NAMA LENGKAP, field: name, kind: text }\n";

describe("the columns of a batch are a mapping file", () => {
  test("the neutral layout says that it is not the insurer's", () => {
    const loaded = loadLayout("neutral-1");
    expect(loaded).toMatchObject({ ok: true, value: { name: "neutral-1", sheet: "Peserta" } });
    expect(loaded.ok && loaded.value.title).toContain("not the insurer's template");
  });

  test("a branch office's own columns are taken in their order", () => {
    const loaded = loadLayout(layoutFile(name + nik));
    expect(loaded.ok && loaded.value.columns.map(({ header }) => header)).toEqual([
      "NAMA LENGKAP",
      "NO KTP",
    ]);
  });

  test.each([
    ["without NIK", name, "fields nik and name"],
    [
      "with a NIK as a number, which loses its last digit",
      nik.replace("text", "number") + name,
      "no digit is lost",
    ],
    ["with a header twice", nik + name + name, "each header once"],
    [
      "with a field nobody knows",
      `${nik}${name}  - { header: HP, field: phone, kind: text }\n`,
      "columns.2.field",
    ],
    ["that is no YAML", "  - {", "cabang.yaml"],
  ])("one %s is refused with what to mend", (_, columns, told) => {
    const refused = loadLayout(layoutFile(columns));
    expect(refused.ok).toBe(false);
    if (!refused.ok) expect(describeLayoutRefusal(refused.error).en).toContain(told);
  });

  test("one that is not there is refused with those that are", () => {
    const refused = loadLayout("netral");
    expect(refused).toMatchObject({ error: { type: "NoSuchLayout", known: ["neutral-1"] } });
  });
});
