/**
 * The same function, which remembers its answers: the cells of a registry are few words written many
 * times. Only for functions of their text alone. Forgets all when `most` answers are held, so that a
 * column of rare texts does not fill the memory.
 */
export function remember<T>(answer: (text: string) => T, most = 20_000): (text: string) => T {
  const known = new Map<string, { readonly is: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.is;
    const made = { is: answer(text) };
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made.is;
  };
}
