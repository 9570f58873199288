/** The PostgreSQL this launcher is written for; the package is pinned to the same major version. */
export const postgresMajor = "18";

/**
 * Settings for a machine of 2 cores and 4 GB that also runs Node, a browser, an office.
 *
 * Given on the command line at every start, so that a newer Payung brings its own; who wants to tune
 * a server sets DATABASE_URL. `fsync`, `full_page_writes`, `synchronous_commit` and autovacuum keep
 * their defaults, on: a committed row survives a power cut.
 */
export function serverSettings(port: number): readonly string[] {
  return [
    ["port", String(port)],
    ["listen_addresses", "127.0.0.1"],
    ["unix_socket_directories", ""],
    ["max_connections", "40"],
    ["shared_buffers", "128MB"],
    ["work_mem", "32MB"],
    ["maintenance_work_mem", "128MB"],
    ["effective_cache_size", "1GB"],
    ["random_page_cost", "1.1"],
    // Loads write gigabytes in minutes: fewer, spread checkpoints; recovery stays within seconds.
    ["max_wal_size", "2GB"],
    ["checkpoint_timeout", "10min"],
    ["checkpoint_completion_target", "0.9"],
    // Loads wait for the processor, not for the disk; the pinned binaries have pglz only, which costs more than it saves.
    ["wal_compression", "off"],
    ["wal_buffers", "16MB"],
    ["jit", "off"],
    // Instants are kept and shown in UTC; days and months are the office's and never go through
    // the server's zone, so a session cannot shift them by accident.
    ["timezone", "UTC"],
    ["log_timezone", "UTC"],
    // Error messages, details and statements can quote a cell, that is a NIK. They go to the caller,
    // who masks them; the log file keeps the server's own news only (LOG, FATAL, PANIC, terse).
    ["log_min_messages", "log"],
    ["log_min_error_statement", "panic"],
    ["log_error_verbosity", "terse"],
    ["log_checkpoints", "off"],
    ["log_line_prefix", "%m [%p] "],
  ].flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * How a cluster is made: UTF-8, the same order of letters on every machine (ICU root collation, not
 * the operating system's), checksums on every page, a password for every connection.
 */
export const initdbSettings: readonly string[] = [
  "--username=postgres",
  "--auth-host=scram-sha-256",
  "--auth-local=scram-sha-256",
  "--encoding=UTF8",
  "--locale-provider=icu",
  "--icu-locale=und",
  `--locale=${process.platform === "linux" ? "C.UTF-8" : "C"}`,
  "--data-checksums",
  "--no-instructions",
];
