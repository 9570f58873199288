/** Pure door of programme: what this city decided. */
export {
  type Programme,
  type RankingKey,
  termsOf,
} from "./programme.ts";
