/** Node door of eligibility. */
export { assessEverybody, describeAssessmentRefusal, explainPerson } from "./assess.ts";
export { assessmentJson, mountEligibilityCommands } from "./commands.ts";
export { ruleNames, ruleTitles } from "./rules.ts";
export {
  type AssessmentRow,
  findAssessment,
  findAssessmentByNo,
  findLatestAssessment,
} from "./store.ts";
