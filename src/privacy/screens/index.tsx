/** Door of privacy in the browser. */
export { PersonPrivacyPanel, type Unmasking } from "./person-panel.tsx";
export { Erasures, PrivacyScreen, Register } from "./privacy-screen.tsx";
export { ReceiveForm, type WrittenRequest } from "./receive-form.tsx";
export { type RequestDeed, RequestScreen } from "./request-screen.tsx";
