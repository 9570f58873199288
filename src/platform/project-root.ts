import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds `migrations/` and `package.json`, found upwards from this code, built or not. */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "migrations"))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error("the migrations folder is missing: install Payung again");
    folder = parent;
  }
  return folder;
}
