/** Door of law in the browser. */
export { LawLink, LawParameterScreen, LawScreen } from "./law-screen.tsx";
