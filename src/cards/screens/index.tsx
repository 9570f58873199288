/** Door of cards in the browser. */
export { CardStep } from "./card-step.tsx";
export { CardsScreen } from "./cards-screen.tsx";
