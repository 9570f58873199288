import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../platform/project-root.ts";
import type { LawParameterView } from "./index.ts";
import type { LawBook, LawEntry, LawParameter } from "./law-book.ts";
import { parseParameter } from "./parse-parameter.ts";

/** Node door of law: reads the book of values from its folder. */

/**
 * Reads all law values. The version is the hash of the files' content in the order of their names.
 * Errors: throws with every fault of every file; a city must not decide by a book that is half read.
 */
export function loadLaw(
  folder: string = path.join(projectRoot(), "src", "law", "values"),
): LawBook {
  const hash = createHash("sha256");
  const faults: string[] = [];
  const parameters = new Map<string, LawParameter>();
  for (const file of readdirSync(folder)
    .filter((one) => one.endsWith(".yaml"))
    .sort()) {
    const text = readFileSync(path.join(folder, file), "utf8");
    hash.update(`${file}\n${text}\n`);
    const read = parseFile(file, text);
    if ("faults" in read) faults.push(...read.faults.map((fault) => `${file}: ${fault}`));
    else parameters.set(read.parameter.name, read.parameter);
  }
  if (faults.length > 0) throw new Error(`the law values cannot be read:\n${faults.join("\n")}`);
  return { version: hash.digest("hex"), parameters };
}

function parseFile(file: string, text: string): ReturnType<typeof parseParameter> {
  try {
    return parseParameter(file.replace(/\.yaml$/, ""), parse(text) as unknown);
  } catch (error) {
    return { faults: [(error as Error).message] };
  }
}

/** A parameter as the web shows it. */
export function lawParameterViewOf(parameter: LawParameter): LawParameterView {
  return {
    parameter: parameter.name,
    title: parameter.title,
    unit: parameter.unit,
    verifiedUntil: parameter.verifiedUntil,
    notModelled: parameter.notModelled,
    values: parameter.entries.map(valueView),
  };
}

function valueView(entry: LawEntry): LawParameterView["values"][number] {
  const { value, confidence } = entry;
  return {
    from: entry.from,
    value: value.type === "number" ? String(value.number) : null,
    repealed: value.type === "repealed",
    bands:
      value.type === "bands"
        ? value.bands.map((band) => ({
            incomeBelow: band.incomeBelow === null ? null : String(band.incomeBelow),
            amount: String(band.amount),
            confidence: band.confidence,
            toBeConfirmed: needsConfirmation(band.confidence),
          }))
        : null,
    source: entry.source,
    confidence,
    toBeConfirmed: needsConfirmation(confidence),
    note: entry.note,
  };
}

function needsConfirmation(confidence: LawEntry["confidence"]): boolean {
  return confidence !== "text" && confidence !== "official";
}
