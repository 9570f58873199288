import { readdirSync } from "node:fs";
import path from "node:path";

/** Every TypeScript file of the given folders, as "src/…", in order; fixtures of the checks are no part of the house. */
export function listSourceFiles(root: string, folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.posix.join(folder, name.replaceAll("\\", "/")),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("tools/checks/fixtures/"))
    .sort();
}

/** Tests and what exists for tests only: they may look where the program may not. */
export function isTestFile(file: string): boolean {
  return (
    /(^|\/)test-[^/]+\.tsx?$|\.test\.tsx?$/.test(file) || file.startsWith("src/platform/testing/")
  );
}

/** The room (or platform, kernel, app) a source file lies in; null for src/rooms.ts and files outside src. */
export function findRoomOf(file: string): string | null {
  return /^src\/([^/]+)\//.exec(file)?.[1] ?? null;
}
