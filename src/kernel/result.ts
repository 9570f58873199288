/**
 * The outcome of an act that may be refused.
 *
 * An expected refusal is a value: `error` is a plain object with a `type` and the facts needed to
 * mend it. What nobody can mend throws; what can never be is an `assert`.
 */
export type Result<T, E extends { readonly type: string }> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<const E extends { readonly type: string }>(
  error: E,
): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
