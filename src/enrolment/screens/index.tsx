/** Door of enrolment in the browser. */
export { BatchLines } from "./batch-lines.tsx";
export { readBatchQuery } from "./batch-query.ts";
export { BatchScreen } from "./batch-screen.tsx";
export { Batches, PlacesFilled } from "./batches.tsx";
export { ParticipationSteps } from "./participation-steps.tsx";
export { enrolmentTexts } from "./texts.ts";
