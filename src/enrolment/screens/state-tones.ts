import type { Tone } from "../../platform/ui/index.tsx";
import type { ParticipationState } from "../index.ts";

/** What each state means, as a tone. */
export const stateTones = {
  submitted: "plain",
  accepted: "eligible",
  rejected: "refused",
  unclear: "waiting",
} as const satisfies Record<ParticipationState, Tone>;
