/** The pure door of the room: types and functions for server and browser. */
export type { CardFace } from "./card-face.ts";
export type { Identity } from "./claim-169-attributes.ts";
export type { CardClaims, CardCover, VerifiedClaims } from "./cwt.ts";
export {
  type CardLanguage,
  describeVerification,
  sayDay,
  type VerificationSentence,
} from "./describe-verification.ts";
export { type CardRefusal, type CardSigner, encodeCard } from "./encode-card.ts";
export {
  type EpochSeconds,
  findDayAt,
  makassarOffsetMinutes,
  secondsAtStartOf,
} from "./instant.ts";
export {
  type CardAlgorithm,
  type CardPublicKey,
  type CardPublicKeys,
  formatKeyFile,
  type KeyFileFault,
  parseKeyFile,
  type Sha256Dep,
} from "./public-keys.ts";
export {
  type CardReadingStep,
  type CardVerification,
  type CardVerifierDeps,
  verifyCard,
} from "./verify-card.ts";
export {
  type CardsView,
  cardsView,
  type PersonCardView,
  type PrintRunView,
  personCardView,
  printRunView,
} from "./views.ts";
