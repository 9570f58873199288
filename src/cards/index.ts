/** The pure door of the room: what the web shows of cards. */
export {
  type CardsView,
  cardsView,
  type PersonCardView,
  type PrintRunView,
  personCardView,
} from "./views.ts";
