import { type ChildProcess, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, type TestContext, test } from "vitest";
import { findUserByName } from "./accounts.ts";
import type { Answer, Order } from "./owner-program.ts";
import { findPostmasterFile } from "./processes.ts";
import { runProgram } from "./run-program.ts";
import { describeEmbeddedRefusal, openEmbeddedServer } from "./server.ts";
import {
  ask,
  buildProgram,
  copyNativeWithoutLinks,
  killPrograms,
  listServerTree,
  makeTestFolder,
  type Program,
  processGroupOf,
  removeTestFolder,
  startProgram,
  waitUntilDead,
} from "./test-programs.ts";

const isRoot = process.getuid?.() === 0;
const nobody = findUserByName("nobody");
let folder = "";
let program = "";

beforeAll(async () => {
  folder = makeTestFolder();
  program = await buildProgram("owner-program", folder);
});
afterEach(killPrograms);
afterAll(() => removeTestFolder(folder));

const inFolder = (name: string) => path.join(folder, name);
const serving = (dataDir: string): Order["options"] => ({
  dataDir,
  command: "serve",
  mayJoin: false,
});
const typing = (dataDir: string): Order["options"] => ({
  dataDir,
  command: "intake",
  mayJoin: true,
});

/** A server with one committed worker, the same in every test. */
async function startWithRow(order: Order): Promise<Program> {
  const owner = await startProgram(program, order);
  await ask(owner.answer, "create table worker (name text)", "insert into worker values ('Daeng')");
  return owner;
}

function expectRefused(answer: Answer): Answer & { readonly ok: false } {
  if (answer.ok) throw new Error("expected a refusal, got a server");
  return answer;
}

function getPostmaster(clusterDir: string): number {
  const said = findPostmasterFile(clusterDir);
  if (said === null) throw new Error(`no server on ${clusterDir}`);
  return said.pid;
}

function skipUnless(condition: boolean, context: TestContext, reason: string): void {
  if (!condition) context.skip(reason);
}

test("a new data folder gets a database that keeps its rows over a clean stop, and nothing stays", async () => {
  const dataDir = inFolder("made new");
  const first = await startWithRow({ options: serving(dataDir) });
  const clusterDir = path.join(dataDir, "postgres");
  const tree = listServerTree(getPostmaster(clusterDir));
  expect(tree.length).toBeGreaterThan(1);
  expect(await first.stop()).toBe(0);
  expect(await waitUntilDead(tree)).toEqual([]);
  expect(existsSync(path.join(clusterDir, "postmaster.pid"))).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log", "run", "secrets.json"]);
  expect(statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);

  const second = await startProgram(program, { options: serving(dataDir) });
  expect(second.answer).toMatchObject({ ok: true, role: "owner", timings: { initMs: 0 } });
  expect(await ask(second.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  const [settings] = await ask(
    second.answer,
    `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
       current_setting('listen_addresses') as addresses, current_setting('timezone') as zone,
       current_setting('server_encoding') as encoding, current_setting('jit') as jit,
       current_setting('unix_socket_directories') as sockets`,
  );
  expect(settings).toEqual({
    checksums: "on",
    fsync: "on",
    addresses: "127.0.0.1",
    zone: "UTC",
    encoding: "UTF8",
    jit: "off",
    sockets: "",
  });
  await second.stop();
});

test("a number in a refused row does not get into the log file", async () => {
  const dataDir = inFolder("log");
  const owner = await startWithRow({ options: serving(dataDir) });
  await ask(owner.answer, "create unique index on worker (name)");
  const again = ask(owner.answer, "insert into worker values ('Daeng')");
  await expect(again).rejects.toThrow(/duplicate key/);
  await expect(ask(owner.answer, "select 'Daeng'::int")).rejects.toThrow(/Daeng/);
  await owner.stop();
  expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8")).not.toContain("Daeng");
});

test("a second Payung is refused and told the process and what it does; a command line is a guest", async () => {
  const dataDir = inFolder("shared");
  const owner = await startWithRow({ options: serving(dataDir) });

  const second = await startProgram(program, { options: serving(dataDir) });
  const { refusal, words } = expectRefused(second.answer);
  expect(refusal).toMatchObject({
    type: "DataFolderInUse",
    pid: owner.answer.pid,
    command: "serve",
    since: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  for (const fact of [dataDir, `process ${owner.answer.pid}`, "payung serve", "PAYUNG_DATA"]) {
    expect(words).toContain(fact);
  }

  const guest = await startProgram(program, { options: typing(dataDir) });
  expect(guest.answer).toMatchObject({ ok: true, role: "guest" });
  expect(await ask(guest.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  expect(await guest.stop()).toBe(0);
  expect(await ask(owner.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  await owner.stop();

  const typist = await startProgram(program, { options: typing(dataDir) });
  expect(typist.answer).toMatchObject({ ok: true, role: "owner" });
  const other = await startProgram(program, { options: typing(dataDir) });
  expect(expectRefused(other.answer).refusal).toMatchObject({ command: "intake" });
  await typist.stop();
});

test("of six Payungs that start at once on a new folder exactly one owns it", async () => {
  const dataDir = inFolder("race");
  const programs = await Promise.all(
    Array.from({ length: 6 }, () => startProgram(program, { options: serving(dataDir) })),
  );
  const owners = programs.filter(({ answer }) => answer.ok);
  expect(owners).toHaveLength(1);
  for (const { answer } of programs.filter((each) => !each.answer.ok)) {
    expect(expectRefused(answer).refusal).toMatchObject({
      type: "DataFolderInUse",
      pid: owners[0]?.answer.pid,
    });
  }
  await owners[0]?.stop();
});

test.each(["best", "pipe"] as const)(
  "after kill -9 of Payung the server ends by itself and the next start has the row (guard: %s)",
  async (guard) => {
    const dataDir = inFolder(`killed ${guard}`);
    const order: Order = { options: serving(dataDir), surroundings: { guard } };
    const owner = await startWithRow(order);
    const postmaster = getPostmaster(path.join(dataDir, "postgres"));
    // Ctrl-C goes to the process group of the terminal: the server must not be in it.
    expect(processGroupOf(postmaster)).not.toBe(processGroupOf(owner.answer.pid));
    const tree = listServerTree(postmaster);
    await owner.kill();
    expect(await waitUntilDead(tree)).toEqual([]);

    const next = await startProgram(program, order);
    expect(await ask(next.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
    await next.stop();
  },
);

test("a start right after kill -9, while the old server still ends, waits for it and has the row", async () => {
  const dataDir = inFolder("hurry");
  const owner = await startWithRow({ options: serving(dataDir) });
  owner.child.kill("SIGKILL");
  const next = await startProgram(program, { options: serving(dataDir) });
  expect(await ask(next.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  await next.stop();
});

test("after kill -9 of everything, and its number given to a stranger, every committed row is there", async () => {
  const dataDir = inFolder("power cut");
  const clusterDir = path.join(dataDir, "postgres");
  const owner = await startWithRow({ options: serving(dataDir) });
  const tree = listServerTree(getPostmaster(clusterDir));
  for (const pid of [owner.answer.pid, ...tree]) {
    // A backend may end by itself in the moment its postmaster is gone.
    await runProgram({ uid: null, gid: null, wrap: [] }, ["kill", "-9", String(pid)]);
  }
  expect(await waitUntilDead([owner.answer.pid, ...tree])).toEqual([]);

  const stranger = spawnAsOwnerOf(clusterDir, ["sleep", "60"]);
  const pidFile = path.join(clusterDir, "postmaster.pid");
  const lines = readFileSync(pidFile, "utf8").split("\n");
  writeFileSync(pidFile, [String(stranger.pid), ...lines.slice(1)].join("\n"));

  const next = await startProgram(program, { options: serving(dataDir) });
  expect(await ask(next.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  expect(stranger.exitCode).toBe(null);
  stranger.kill("SIGKILL");
  await next.stop();
});

test("a Payung killed while it makes its first database leaves a folder that starts clean", async () => {
  const dataDir = inFolder("killed in initdb");
  const order = JSON.stringify({
    options: serving(dataDir),
    surroundings: { nativeDir: copyNativeWithoutLinks(inFolder("native for initdb")) },
  });
  const child = spawn(process.execPath, [program, order], { stdio: "ignore" });
  await until(() => existsSync(dataDir) && readdirSync(dataDir).some((n) => n.includes(".new-")));
  child.kill("SIGKILL");
  const next = await startProgram(program, { options: serving(dataDir) });
  expect(await ask(next.answer, "select 1 as one")).toEqual([{ one: 1 }]);
  await next.stop();
  expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log", "run", "secrets.json"]);
});

test("root, clone and data in a closed folder, libraries without links: a user namespace serves", async (context) => {
  skipUnless(isRoot, context, "only root can own a folder that the server's user cannot enter");
  const probe = { uid: null, gid: null, wrap: ["unshare", "--user", "--map-user=65534"] };
  const mayUnshare = (await runProgram(probe, ["true"])).status === 0;
  skipUnless(mayUnshare, context, "this machine allows no user namespaces");
  const closed = inFolder("closed");
  mkdirSync(closed, { mode: 0o700 });
  const nativeDir = copyNativeWithoutLinks(path.join(closed, "native"));
  const dataDir = path.join(closed, "datá kota");
  const order: Order = { options: serving(dataDir), surroundings: { nativeDir } };

  const owner = await startWithRow(order);
  expect(owner.answer).toMatchObject({ ok: true, how: "user namespace" });
  const clusterDir = path.join(dataDir, "postgres");
  expect(statSync(clusterDir).uid).toBe(0);
  const tree = listServerTree(getPostmaster(clusterDir));
  await owner.kill();
  expect(await waitUntilDead(tree)).toEqual([]);
  const next = await startProgram(program, order);
  expect(await ask(next.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  await next.stop();
});

test("root in a closed folder without user namespaces: the database lies elsewhere, said, and always there", async (context) => {
  skipUnless(isRoot, context, "only root can place files outside and lend them to another user");
  const closed = inFolder("closed container");
  mkdirSync(closed, { mode: 0o700 });
  const relocateTo = inFolder("var lib payung");
  const surroundings = {
    nativeDir: copyNativeWithoutLinks(path.join(closed, "native")),
    relocateTo,
    userNamespaces: false,
  };
  const dataDir = path.join(closed, "data");
  const order: Order = { options: serving(dataDir), surroundings };
  const owner = await startWithRow(order);
  expect(owner.answer).toMatchObject({
    ok: true,
    how: expect.stringMatching(/^setuid \w+, relocated to .*var lib payung$/),
  });
  await owner.stop();
  const location = readFileSync(path.join(dataDir, "postgres-location.json"), "utf8");
  const { clusterDir } = JSON.parse(location) as { readonly clusterDir: string };
  expect(path.dirname(path.dirname(clusterDir))).toBe(relocateTo);
  expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8")).toContain(clusterDir);

  // Even when user namespaces are allowed later, the rows are where they were.
  const later: Order = { ...order, surroundings: { ...surroundings, userNamespaces: true } };
  const next = await startProgram(program, later);
  expect(await ask(next.answer, "select name from worker")).toEqual([{ name: "Daeng" }]);
  const [shown] = await ask(next.answer, "show data_directory");
  expect(shown).toEqual({ data_directory: clusterDir });

  const otherDir = path.join(closed, "other data");
  const other = await startProgram(program, { options: serving(otherDir), surroundings });
  expect(await ask(other.answer, "select to_regclass('worker') as found")).toEqual([
    { found: null },
  ]);
  await Promise.all([next.stop(), other.stop()]);
});

test("an ordinary user serves from an own folder with libraries that only root could link", async (context) => {
  skipUnless(isRoot && nobody !== null, context, "only root can become another user");
  const user = { uid: nobody?.uid ?? 0, gid: nobody?.gid ?? 0 };
  const canRunNode = await runProgram({ ...user, wrap: [] }, [process.execPath, "--version"]);
  skipUnless(canRunNode.status === 0, context, `user nobody cannot run ${process.execPath}`);
  const home = inFolder("home");
  const made = await runProgram({ uid: null, gid: null, wrap: [] }, [
    ...["install", "-d", "-m", "700", "-o", String(user.uid), "-g", String(user.gid), home],
  ]);
  expect(made).toEqual({ status: 0, output: "" });
  const nativeDir = copyNativeWithoutLinks(inFolder("native of root"));
  const options = serving(path.join(home, ".payung"));

  const owner = await startProgram(program, { options, surroundings: { nativeDir } }, user);
  expect(owner.answer).toMatchObject({ ok: true, role: "owner", how: "same user" });
  expect(await ask(owner.answer, "select 1 as one")).toEqual([{ one: 1 }]);
  await owner.stop();
  expect(existsSync(path.join(nativeDir, "lib", "libpq.so"))).toBe(false);

  // Root in a folder of that user lends the server the user's own account, also for a new database.
  const sudoDir = path.join(home, "begun by root");
  mkdirSync(sudoDir);
  chownSync(sudoDir, user.uid, user.gid);
  for (const each of [{}, user]) {
    const begun = await startProgram(program, { options: serving(sudoDir) }, each);
    expect(begun.answer).toMatchObject({ ok: true, role: "owner" });
    await begun.stop();
  }

  // Root on the same folder works as the user who owns it, who can go on afterwards.
  const root = await startProgram(program, { options });
  expect(root.answer).toMatchObject({ ok: true, how: "setuid nobody" });
  await root.stop();
  const again = await startProgram(program, { options, surroundings: { nativeDir } }, user);
  expect(again.answer).toMatchObject({ ok: true, timings: { initMs: 0 } });
  await again.stop();

  const closed = inFolder("of root");
  mkdirSync(closed, { mode: 0o700 });
  const refused = await startProgram(program, { options: serving(path.join(closed, "d")) }, user);
  expect(expectRefused(refused.answer).refusal).toMatchObject({
    type: "DataFolderUnreachable",
    ancestor: closed,
  });
});

test("a user without a name is served, or told that initdb wants one", async (context) => {
  skipUnless(isRoot, context, "only root can become a user without a name");
  const user = { uid: 54_321, gid: 54_321 };
  const canRunNode = await runProgram({ ...user, wrap: [] }, [process.execPath, "--version"]);
  skipUnless(canRunNode.status === 0, context, `others cannot run ${process.execPath}`);
  const home = inFolder("home of a number");
  await runProgram({ uid: null, gid: null, wrap: [] }, [
    ...["install", "-d", "-o", String(user.uid), home],
  ]);
  const options = serving(path.join(home, "d"));
  const surroundings = { userNamespaces: false };
  const refused = await startProgram(program, { options, surroundings }, user);
  expect(expectRefused(refused.answer).refusal).toMatchObject({
    type: "ServerWouldNotStart",
    during: "initdb",
    logTail: expect.stringContaining("54321"),
  });
  expect(expectRefused(refused.answer).words).toContain("/etc/passwd");

  const borrowing = { ...user, wrap: ["unshare", "--user", "--map-user=65534"] };
  if ((await runProgram(borrowing, ["true"])).status !== 0) return;
  const owner = await startProgram(program, { options }, user);
  expect(owner.answer).toMatchObject({ ok: true, how: "same user" });
  await owner.stop();
});

test.each([
  {
    folder: "of another server",
    make: (dataDir: string) => writeFileSync(path.join(dataDir, "PG_VERSION"), "18\n"),
    reason: "DataFolderIsACluster",
    isOurs: false,
  },
  {
    folder: "with other files",
    make: (dataDir: string) => {
      mkdirSync(path.join(dataDir, "postgres"));
      writeFileSync(path.join(dataDir, "postgres", "letter.txt"), "");
    },
    reason: "NotACluster",
    isOurs: false,
  },
  {
    folder: "of the major before",
    make: (dataDir: string) => {
      mkdirSync(path.join(dataDir, "postgres"));
      writeFileSync(path.join(dataDir, "postgres", "PG_VERSION"), "17\n");
    },
    reason: "OtherMajorVersion",
    isOurs: false,
  },
  {
    folder: "without its password",
    make: (dataDir: string) => {
      mkdirSync(path.join(dataDir, "postgres"));
      writeFileSync(path.join(dataDir, "postgres", "PG_VERSION"), "18\n");
    },
    reason: "PasswordLost",
    isOurs: true,
  },
  {
    folder: "with spoilt secrets",
    make: (dataDir: string) => writeFileSync(path.join(dataDir, "secrets.json"), "not JSON"),
    reason: "SecretsUnreadable",
    isOurs: true,
  },
])(
  "a data folder $folder is refused as foreign, and what is not ours gets no mark of ours",
  async ({ folder: name, make, reason, isOurs }) => {
    const dataDir = inFolder(name);
    mkdirSync(dataDir);
    make(dataDir);
    const before = readdirSync(dataDir);
    const opened = await openEmbeddedServer(serving(dataDir));
    if (opened.ok) throw new Error("expected a refusal, got a server");
    expect(opened.error).toMatchObject({ type: "DataFolderForeign", reason });
    expect(describeEmbeddedRefusal(opened.error)).toContain(dataDir);
    const added = readdirSync(dataDir).filter((file) => !before.includes(file));
    expect(added.sort()).toEqual(isOurs ? ["postgres.log", "run"] : []);
    // A refusal does not hold the folder: the next one is refused for the same reason.
    const again = await openEmbeddedServer(serving(dataDir));
    expect(again).toMatchObject({ ok: false, error: { reason } });
  },
);

test("a data folder that is a file, or lies under one, is refused by the name of the file", async () => {
  const file = inFolder("file");
  writeFileSync(file, "");
  for (const dataDir of [file, path.join(file, "data")]) {
    const opened = await openEmbeddedServer(serving(dataDir));
    expect(opened).toMatchObject({
      ok: false,
      error: { type: "DataFolderUnreachable", ancestor: file },
    });
  }
});

test("a link to a data folder is the same folder: the second is refused", async () => {
  const dataDir = inFolder("real");
  const owner = await startProgram(program, { options: serving(dataDir) });
  symlinkSync(dataDir, inFolder("link"));
  const second = await startProgram(program, { options: serving(inFolder("link")) });
  expect(expectRefused(second.answer).refusal).toMatchObject({ pid: owner.answer.pid, dataDir });
  await owner.stop();
});

test("programs that npm left out, or that do not run here, are named", async () => {
  const surroundings = { nativeDir: inFolder("no such folder") };
  const missing = await startProgram(program, { options: serving(inFolder("none")), surroundings });
  expect(expectRefused(missing.answer).refusal).toMatchObject({ type: "BinariesMissing" });
  expect(expectRefused(missing.answer).words).toContain("npm ci");
});

function spawnAsOwnerOf(file: string, [command = "", ...args]: readonly string[]): ChildProcess {
  const { uid, gid } = statSync(file);
  return spawn(command, args, isRoot ? { uid, gid, stdio: "ignore" } : { stdio: "ignore" });
}

/** Waits for something that another process is about to do. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
