/** Pure door of programme: what this city decided. */
export {
  canonicalText,
  type Programme,
  programmeSchema,
  type RankingKey,
  rankingKeys,
  termsOf,
} from "./programme.ts";
