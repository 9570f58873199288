/**
 * The pure door of the room: specifications and models as data, what a model says of a pair, and what
 * is known of Indonesian names and addresses. Reading tables and linking them is behind `server.ts`.
 */

export { spellIndonesianWord } from "./knowledge/indonesian-names.ts";
export { explainPair, type PairExplanation, type WaterfallStep } from "./model/explain-pair.ts";
export {
  type LinkageModel,
  type ModelComparison,
  parseModel,
  writeModel,
} from "./model/model.ts";
export {
  parseSpec,
  readSpec,
  type SpecFault,
  type SpecRefused,
  writeSpec,
} from "./spec/parse-spec.ts";
export {
  type ColumnSpec,
  type ComparisonSpec,
  type LinkageSpec,
  levelNamesOf,
  type TextCondition,
} from "./spec/spec.ts";
