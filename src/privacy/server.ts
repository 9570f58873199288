/** Node door of privacy. */
export { mountPrivacyCommands } from "./commands.ts";
export { findPersonErased } from "./erased-person.ts";
export type { PrivacyParts } from "./parts.ts";
export { mountPrivacyRoutes } from "./routes.ts";
export { describeUnmaskRefusal, unmaskNik } from "./unmask.ts";
