/** Node door of audit. */
export { actTitle } from "./act-titles.ts";
export { mountAuditCommands } from "./commands.ts";
export { anchorDaily } from "./keep-anchor.ts";
export { mountAuditRoutes } from "./routes.ts";
