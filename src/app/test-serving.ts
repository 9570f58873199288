import type { Office } from "../platform/office.ts";
import {
  createSetUpLink,
  createSignIn,
  defaultLife,
  type OidcSettings,
  type SignIn,
} from "../platform/sign-in/server.ts";
import { keepDemonstrationAccounts } from "./demonstration-accounts.ts";
import { createProgressBoard } from "./progress-board.ts";
import { buildServer } from "./server.ts";
import { TestBrowser } from "./test-people.ts";
import { openUploads } from "./uploads.ts";

export interface TestServing {
  readonly address: string;
  readonly signIn: SignIn;
  readonly setUpToken: string;
  /** A browser that was never here. */
  newBrowser(): TestBrowser;
  close(): Promise<void>;
}

/** The real server on an office, in this process, on whatever port is free. */
export async function serveOffice(
  office: Office,
  options: {
    readonly isDemonstration?: boolean;
    readonly oidc?: OidcSettings;
    readonly life?: typeof defaultLife;
    readonly trustProxy?: readonly string[];
  } = {},
): Promise<TestServing> {
  const { isDemonstration = false, oidc = null, life = defaultLife, trustProxy = [] } = options;
  if (isDemonstration) await keepDemonstrationAccounts(office);
  let address = "";
  const setUp = createSetUpLink();
  const signIn = createSignIn({
    office,
    origin: () => address,
    origins: () => [address],
    oidc,
    life,
    isDemonstration,
  });
  const uploads = openUploads(office.dataDir);
  const app = await buildServer({
    office,
    signIn,
    setUp,
    listening: { host: "127.0.0.1", port: 0, publicUrl: null, trustProxy, tls: null },
    board: createProgressBoard(),
    uploads,
    demonstration: async () => isDemonstration,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  address = `http://localhost:${(app.server.address() as { readonly port: number }).port}`;
  return {
    address,
    signIn,
    setUpToken: setUp.token,
    newBrowser: () => new TestBrowser(address),
    async close() {
      uploads.stop();
      await app.close();
    },
  };
}
