/** How the API says that something cannot be: a type for programs, a sentence for people. */
export function errorBody(type: string, id: string, en: string) {
  return { error: { type, message: { id, en } } };
}
