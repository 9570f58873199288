// npm run licences: which packages the program uses and on what terms, from package-lock.json; exit code 1 when
// one may not be used. The web pages are built from development packages and are sent to browsers, so all are asked.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./lib/project.mjs";

/** Terms that let a city use, change and hand on Payung under Apache-2.0. MPL and OFL bind their own files only. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT/X11",
  "MPL-2.0",
  "OFL-1.1",
  "PostgreSQL",
  "Unlicense",
  "Zlib",
]);

/** Packages whose lock entry states no licence, and what their own files say. */
const readByHand = new Map([["png-js", "MIT"]]);

/** Used by tests alone and part of nothing that is handed on, so that their terms bind nobody. */
const testsOnly = new Map([["buffers", "under exceljs, which writes workbooks for tests"]]);

/** Whether a term can be met: of alternatives one is enough, of joined terms all are needed. */
function isAllowed(term) {
  const bare = term.replace(/^\(|\)$/g, "");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isAllowed);
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isAllowed);
  return allowed.has(bare);
}

const file = process.argv[2] ?? path.join(root, "package-lock.json");
const { packages } = JSON.parse(readFileSync(file, "utf8"));
const found = Object.entries(packages)
  .filter(([where]) => where !== "")
  .map(([where, { version, license, dev }]) => {
    const name = where.replace(/^.*node_modules\//, "");
    const term = license ?? readByHand.get(name) ?? "not stated";
    return { name, version, term, use: dev ? "development" : "program" };
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));
for (const { name, version, term, use } of found)
  console.log(`${use}\t${term}\t${name}\t${version}`);
const refused = found.filter(({ name, term }) => !isAllowed(term) && !testsOnly.has(name));
for (const { name, version, term } of refused)
  console.error(`${name} ${version}: ${term}: not on the list of bin/licences.mjs; choose another`);
process.exitCode = refused.length === 0 ? 0 : 1;
