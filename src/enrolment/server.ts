/** Node door of enrolment. */
export { mountEnrolmentCommands } from "./commands.ts";
export { findParticipation } from "./participation.ts";
export { mountEnrolmentRoutes } from "./routes.ts";
export { sealWithout } from "./snapshot.ts";
export { describeSubmitRefusal, type Submission, submitRoster } from "./submit-roster.ts";
export { describeReplyRefusal, type TakenReply, takeReply } from "./take-reply.ts";
