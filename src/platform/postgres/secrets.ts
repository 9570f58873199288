import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { giveToOwnerOf, syncFolder } from "./data-folder.ts";
import type { EmbeddedRefusal } from "./refusal.ts";

const passwordKey = "postgresSuperuserPassword";

/** The superuser's password from secrets.json; null when the file or the key is not there. */
export function findPassword(dataDir: string): Result<string | null, EmbeddedRefusal> {
  const secrets = readSecrets(dataDir);
  if (!secrets.ok) return secrets;
  const password = secrets.value[passwordKey];
  return ok(typeof password === "string" && password !== "" ? password : null);
}

/**
 * Makes the password and keeps it in secrets.json (mode 0600), leaving other keys as they are.
 * Only the owner of the data folder may call it: two writers would lose one's key.
 */
export function makePassword(dataDir: string): Result<string, EmbeddedRefusal> {
  const secrets = readSecrets(dataDir);
  if (!secrets.ok) return secrets;
  const password = randomBytes(24).toString("base64url");
  const file = secretsFile(dataDir);
  const draft = `${file}.${process.pid}.new`;
  const text = JSON.stringify({ ...secrets.value, [passwordKey]: password }, null, 2);
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
  giveToOwnerOf(dataDir, draft);
  renameSync(draft, file);
  syncFolder(dataDir);
  return ok(password);
}

export function secretsFile(dataDir: string): string {
  return path.join(dataDir, "secrets.json");
}

function readSecrets(dataDir: string): Result<Readonly<Record<string, unknown>>, EmbeddedRefusal> {
  const file = secretsFile(dataDir);
  if (!existsSync(file)) return ok({});
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return ok(parsed as Readonly<Record<string, unknown>>);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") {
      const reason = "it belongs to another user: run the command as the user who runs the server";
      return refuse({ type: "DataFolderUnreachable", path: dataDir, ancestor: file, reason });
    }
  }
  return refuse({ type: "DataFolderForeign", dataDir, reason: "SecretsUnreadable", found: file });
}
