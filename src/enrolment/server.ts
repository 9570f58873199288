/** Node door of enrolment. */
export { mountEnrolmentCommands, replyJson, submissionJson } from "./commands.ts";
export { findParticipation } from "./participation.ts";
export { mountEnrolmentRoutes } from "./routes.ts";
export { listBatches } from "./store.ts";
export {
  describeSubmitRefusal,
  type Submission,
  type SubmitRefusal,
  type SubmitRequest,
  submitRoster,
} from "./submit-roster.ts";
export {
  describeReplyRefusal,
  type ReplyRefusal,
  type ReplyRequest,
  type TakenReply,
  takeReply,
} from "./take-reply.ts";
