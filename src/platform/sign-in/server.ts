import type { Api } from "../http.ts";
import { mountAccounts } from "./routes-accounts.ts";
import { mountEntries, type SetUpLink } from "./routes-entry.ts";
import { mountOwnAccount } from "./routes-own.ts";
import { mountSignIn } from "./routes-sign-in.ts";
import type { SignIn } from "./sign-in.ts";

/** Server door of sign-in: who asks, and the routes by which people come in, stay, and are managed. */
export {
  type AccountRefusal,
  changeRole,
  forgetSecondFactor,
  type HandedLink,
  handLink,
  inviteOfficial,
  readAccounts,
} from "./accounts.ts";
export { describeOidcRefusal, type OidcSettings, readOidcSettings } from "./oidc.ts";
export { linkAddress } from "./routes-accounts.ts";
export {
  createSetUpLink,
  hasAdministrator,
  newOfficialId,
  type SetUpLink,
} from "./routes-entry.ts";
export { createSignIn, defaultLife, type SignIn, type Visitor } from "./sign-in.ts";
export { keepAccount } from "./store.ts";
export { openTicket, sealTicket, ticketVariable } from "./ticket.ts";

/** Mounts everything about accounts. `nameArea` names a place of the city by its code; platform knows no map. */
export function mountSignInRoutes(
  api: Api,
  signIn: SignIn,
  options: {
    readonly setUp: SetUpLink;
    readonly nameArea: (areaCode: string) => string | null;
  },
): void {
  const { setUp, nameArea } = options;
  mountSignIn(api, signIn);
  mountEntries(api, signIn, setUp, nameArea);
  mountOwnAccount(api, signIn);
  mountAccounts(api, signIn, (areaCode) => nameArea(areaCode) !== null);
}
