import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../platform/project-root.ts";
import { type CityInputs, parseCityInputs } from "./city-inputs.ts";

/**
 * The stated figures of a city, or null when there is no file of them; Payung's own counts need none.
 * Errors: throws with every fault of the file, because half of the figures would pass for all.
 */
export function loadCityInputs(
  regencyCode: string,
  folder: string = path.join(projectRoot(), "src", "coverage", "inputs"),
): CityInputs | null {
  const file = path.join(folder, `${regencyCode}.yaml`);
  if (!existsSync(file)) return null;
  const read = parseCityInputs(parse(readFileSync(file, "utf8")));
  const faults = "faults" in read ? read.faults : wrongRegency(read.inputs, regencyCode);
  if (faults.length > 0 || "faults" in read)
    throw new Error(`the inputs of coverage cannot be read:\n${file}\n${faults.join("\n")}`);
  return read.inputs;
}

function wrongRegency(inputs: CityInputs, regencyCode: string): readonly string[] {
  return inputs.regency === regencyCode ? [] : [`regency: ${inputs.regency} in another's file`];
}
