import path from "node:path";
import { openWorkbook, writeCsv } from "../../src/platform/spreadsheet/server.ts";
import type { DemoCityFiles } from "../../tools/demo-city/generate.ts";

/** Columns of the registry sheet that are linked, by place: the layout is fixed, its spelling is not. */
const columns = [
  ["id_keluarga", 1],
  ["kode_wilayah", 6],
  ["alamat", 8],
  ["nama", 10],
  ["nik", 11],
  ["jenis_kelamin", 13],
  ["hubungan", 14],
  ["tanggal_lahir", 15],
] as const;

/** The registry of a demonstration city as one plain table, with the truth of each row beside it. */
export async function writeCityCsv(files: DemoCityFiles, file: string): Promise<void> {
  const people = await readPeople(files);
  await writeCsv(file, tableRows(files.registry, people));
}

async function* tableRows(registry: string, people: ReadonlyMap<string, string>) {
  yield ["row_id", ...columns.map(([name]) => name), "person_id"];
  for await (const { sheet, row, cells, kinds } of rowsOf(registry)) {
    const person = people.get(`${path.basename(registry)}/${sheet}/${row}`);
    if (!kinds.startsWith("n") || person === undefined) continue;
    yield [`${sheet}-${row}`, ...columns.map(([, at]) => cells[at] ?? ""), person];
  }
}

async function readPeople({ truth }: DemoCityFiles): Promise<ReadonlyMap<string, string>> {
  const people = new Map<string, string>();
  for await (const { cells } of rowsOf(truth)) {
    const [file, sheet, row, , person] = cells;
    people.set(`${file}/${sheet}/${row}`, person ?? "");
  }
  return people;
}

async function* rowsOf(file: string) {
  const opened = await openWorkbook(file);
  if (!opened.ok) throw new Error(`${file}: ${opened.error.type}`);
  try {
    for (const { name } of opened.value.sheets) {
      for await (const batch of opened.value.readBatches(name)) {
        for (const { rowNumber, cells, kinds } of batch)
          yield { sheet: name, row: rowNumber, cells, kinds };
      }
    }
  } finally {
    await opened.value.close();
  }
}
