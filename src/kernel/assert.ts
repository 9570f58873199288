/** Stops the program when something that can never be is: our fault, so it is not a refusal. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${invariant}`);
}

/** Ends a switch over a union: the compiler complains when a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`broken invariant: no case for ${JSON.stringify(value)}`);
}
