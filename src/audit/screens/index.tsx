/** Door of audit in the browser. */
export { type AuditQuery, auditQueryPath, readAuditQuery } from "./audit-query.ts";
export { AuditScreen, Entries, EntryFilter } from "./audit-screen.tsx";
export { WhoSaw } from "./who-saw.tsx";
