/** What the launcher takes from the machine; tests give it other machines. */
export interface Surroundings {
  /** Folder with bin/, lib/ and share/; null: the one npm installed for this platform. */
  readonly nativeDir: string | null;
  /** Where root puts what an unprivileged user cannot reach in its place. */
  readonly relocateTo: string;
  /** Whether user namespaces may be tried: many containers forbid them. */
  readonly userNamespaces: boolean;
  /** How the server is tied to the life of this process; 'best': what the machine offers. */
  readonly guard: "best" | "pipe";
}

export const thisMachine: Surroundings = {
  nativeDir: null,
  relocateTo: "/var/lib/payung",
  userNamespaces: process.platform === "linux",
  guard: "best",
};
