import { allocationTexts } from "../../allocation/screens/texts.ts";
import { auditTexts } from "../../audit/screens/texts.ts";
import { cardsTexts } from "../../cards/screens/texts.ts";
import { contributionsTexts } from "../../contributions/screens/texts.ts";
import { coverageTexts } from "../../coverage/screens/texts.ts";
import { eligibilityTexts } from "../../eligibility/screens/texts.ts";
import { enrolmentTexts } from "../../enrolment/screens/texts.ts";
import { intakeTexts } from "../../intake/screens/texts.ts";
import { lawTexts } from "../../law/screens/texts.ts";
import type { Texts } from "../../platform/ui/texts.ts";
import { uiTexts } from "../../platform/ui/ui-texts.ts";
import { privacyTexts } from "../../privacy/screens/texts.ts";
import { resolutionTexts } from "../../resolution/screens/texts.ts";
import { appTexts } from "./app-texts.ts";
import { signInTexts } from "./sign-in/texts.ts";

/** The words of every room, in both languages. */
export const allTexts: readonly Texts<string>[] = [
  uiTexts,
  appTexts,
  signInTexts,
  intakeTexts,
  resolutionTexts,
  eligibilityTexts,
  allocationTexts,
  enrolmentTexts,
  contributionsTexts,
  cardsTexts,
  coverageTexts,
  lawTexts,
  auditTexts,
  privacyTexts,
];
