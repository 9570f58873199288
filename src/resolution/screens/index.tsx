/** Door of resolution in the browser. */
export { Hits, PeopleScreen } from "./people-screen.tsx";
export { PersonIdentity, type RowAddress } from "./person-identity.tsx";
export { PersonRows } from "./person-rows.tsx";
export { readSearchTerms, type SearchTerms } from "./search-terms.ts";
export { resolutionTexts } from "./texts.ts";
