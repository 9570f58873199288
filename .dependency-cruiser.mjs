// Who may import whom. The rules are tools/checks/door-rules.ts, made from src/rooms.ts; Node 20 cannot
// import TypeScript, so they are bundled here as this file is read.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));

const bundled = await build({
  entryPoints: [path.join(root, "tools/checks/door-rules.ts")],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const code = Buffer.from(bundled.outputFiles[0].contents).toString("base64");
const { doorRules } = await import(`data:text/javascript;base64,${code}`);

export default {
  forbidden: doorRules,
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.(css|svg|woff2)$|^tools/checks/fixtures/" },
    tsConfig: { fileName: path.join(root, "tsconfig.node.json") },
    // Types count as imports too: a type from behind a door ties two rooms together all the same.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types", "style"],
    },
  },
};
