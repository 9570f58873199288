// npm run build: dist/ from source, if the source changed.
import { build } from "./lib/build.mjs";
import { requireNode } from "./lib/project.mjs";

requireNode();
try {
  const isNew = await build();
  if (!isNew && !process.argv.includes("--quiet")) console.error("dist/ is up to date");
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
