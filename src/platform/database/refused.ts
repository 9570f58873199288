/** Whether an error is the database's no to whoever acts: row-level security let a row not be written. */
export function isBeyondRole(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code === "42501" && message?.includes("row-level security") === true;
}
