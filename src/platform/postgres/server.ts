import type { Result } from "../../kernel/result.ts";
import { type EmbeddedOptions, type EmbeddedServer, openServer } from "./open.ts";
import type { EmbeddedRefusal } from "./refusal.ts";
import { thisMachine } from "./surroundings.ts";

export type { EmbeddedOptions, EmbeddedServer } from "./open.ts";
export { describeEmbeddedRefusal, type EmbeddedRefusal } from "./refusal.ts";

/**
 * Opens the PostgreSQL of a data folder: makes it if there is none, starts it and owns it until
 * `stop()`; or, with `mayJoin`, uses the one that a running `payung serve` owns.
 *
 * Whatever becomes of this process, the server ends with it, and every committed row is there at the
 * next start. Call it from the main thread.
 *
 * Errors: DataFolderInUse, DataFolderUnreachable, DataFolderForeign, ServerWouldNotStart,
 * BinariesMissing; `describeEmbeddedRefusal` puts them in words.
 * Not modelled: Windows; two containers that share one data folder; moving to another major version.
 */
export function openEmbeddedServer(
  options: EmbeddedOptions,
): Promise<Result<EmbeddedServer, EmbeddedRefusal>> {
  return openServer(options, thisMachine);
}
