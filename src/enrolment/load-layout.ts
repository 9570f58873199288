import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { projectRoot } from "../platform/project-root.ts";
import { type Layout, layoutSchema } from "./layout.ts";

export const defaultLayout = "neutral-1";

export type LayoutRefusal =
  | { readonly type: "NoSuchLayout"; readonly layout: string; readonly known: readonly string[] }
  | { readonly type: "LayoutFaulty"; readonly layout: string; readonly faults: readonly string[] };

/** Reads a layout: one that comes with Payung by its name, or a mapping file by its path. */
export function loadLayout(nameOrFile: string): Result<Layout, LayoutRefusal> {
  const folder = path.join(projectRoot(), "src", "enrolment", "layouts");
  const isFile = /\.ya?ml$/i.test(nameOrFile);
  const known = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ""));
  if (!isFile && !known.includes(nameOrFile))
    return refuse({ type: "NoSuchLayout", layout: nameOrFile, known });
  const file = isFile ? nameOrFile : path.join(folder, `${nameOrFile}.yaml`);
  const layout = path.basename(file);
  try {
    const read = layoutSchema.safeParse(parse(readFileSync(file, "utf8")));
    if (read.success) return ok(read.data);
    const faults = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    return refuse({ type: "LayoutFaulty", layout, faults });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return refuse({ type: "NoSuchLayout", layout: nameOrFile, known });
    return refuse({ type: "LayoutFaulty", layout, faults: [(error as Error).message] });
  }
}

export function describeLayoutRefusal(refusal: LayoutRefusal): Bilingual {
  if (refusal.type === "NoSuchLayout") {
    const known = refusal.known.join(", ");
    return {
      id: `Tidak ada tata letak "${refusal.layout}". Yang ada: ${known}; atau tulis jalur berkas .yaml.`,
      en: `There is no layout "${refusal.layout}". There are: ${known}; or give the path of a .yaml file.`,
    };
  }
  const faults = refusal.faults.map((fault) => `\n  ${fault}`).join("");
  return {
    id: `Tata letak ${refusal.layout} belum benar; perbaiki, tidak ada yang dikirim:${faults}`,
    en: `The layout ${refusal.layout} has faults; mend them, nothing was sent:${faults}`,
  };
}
