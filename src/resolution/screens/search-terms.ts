/**
 * What an officer typed into the search: a NIK, a member number, or a part of a name; or why it
 * cannot be searched for. A NIK is never put into an address, where the browser would remember it.
 */
export type SearchTerms =
  | { readonly type: "Name"; readonly text: string }
  | { readonly type: "MemberNumber"; readonly text: string }
  | { readonly type: "Nik"; readonly text: string }
  | { readonly type: "Empty" }
  | { readonly type: "TooShort" }
  | { readonly type: "NikNotWhole"; readonly digits: number };

export function readSearchTerms(typed: string): SearchTerms {
  const text = typed.trim().replace(/\s+/g, " ");
  if (text === "") return { type: "Empty" };
  const bare = text.replace(/[ .-]/g, "");
  if (/^\d{16}$/.test(bare)) return { type: "Nik", text: bare };
  if (/^\d{13,}$/.test(bare)) return { type: "NikNotWhole", digits: bare.length };
  if (/\d/.test(text)) return { type: "MemberNumber", text };
  const letters = text.replace(/[^\p{L}]/gu, "").length;
  return letters < 3 ? { type: "TooShort" } : { type: "Name", text };
}
