let token: string | null = null;

/**
 * The token behind the `#` of a one-time link. It is taken out of the address at once: what the browser remembers of
 * the visit, and shows to whoever looks over the shoulder, does not hold it.
 */
export function tokenInAddress(): string | null {
  if (window.location.hash.length > 1) {
    token = window.location.hash.slice(1);
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }
  return token;
}
