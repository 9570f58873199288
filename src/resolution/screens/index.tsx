/** Door of resolution in the browser. */
export { Hits, PeopleScreen } from "./people-screen.tsx";
export { PersonIdentity } from "./person-identity.tsx";
export { PersonRows } from "./person-rows.tsx";
export type { SearchTerms } from "./search-terms.ts";
export { resolutionTexts } from "./texts.ts";
