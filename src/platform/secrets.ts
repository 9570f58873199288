import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * A secret of this installation by name, made on first use and kept in `secrets.json` (mode 0600)
 * in the data folder. 32 random bytes, hex.
 *
 * Callers hold the data folder (or are alone on it), so reading and writing do not race.
 */
export function secretOf(dataDir: string, name: string): string {
  const file = path.join(dataDir, "secrets.json");
  const secrets = readSecrets(file);
  const known = secrets[name];
  if (known !== undefined) return known;
  const made = randomBytes(32).toString("hex");
  mkdirSync(dataDir, { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${JSON.stringify({ ...secrets, [name]: made }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(fresh, file);
  return made;
}

function readSecrets(file: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${file} cannot be read; it holds the keys of this installation: restore it`, {
      cause: error,
    });
  }
}
