import { commonPasswords } from "./common-passwords.ts";

const passwordLengthMin = 12;
const passwordLengthMax = 128;

export type PasswordFault = "too-short" | "too-long" | "common" | "personal";

/**
 * What is wrong with a password; null when it will do.
 *
 * Length is what makes guessing slow, so there are no rules on digits and signs (NIST SP 800-63B). Refused is what
 * guessers try first: a listed word or a run of keys, with digits and signs around it or for letters, once or
 * repeated; and the own name or address.
 */
export function judgePassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordFault | null {
  if ([...password].length < passwordLengthMin) return "too-short";
  if (password.length > passwordLengthMax) return "too-long";
  const bare = bareOf(password);
  if (bare.length < 4 || new Set(bare).size < 4) return "common";
  if (commonPasswords.some((common) => leaves(bare, common) < 4)) return "common";
  const own = [...person.name.split(/\s+/), person.email.split("@")[0] ?? ""];
  const personal = own.map(bareOf).filter((part) => part.length >= 4);
  return personal.some((part) => leaves(bare, part) < 4) ? "personal" : null;
}

const lettersOfSigns: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Letters alone, small, with digits and signs read as the letters they stand for; what stands at the end is left out. */
function bareOf(password: string): string {
  const small = password.toLowerCase().replace(/[\d\W_]+$/u, "");
  return [...small]
    .map((sign) => lettersOfSigns[sign] ?? sign)
    .join("")
    .replace(/[^\p{L}]/gu, "");
}

/** How many letters are left when every occurrence of a word is taken out. */
function leaves(bare: string, word: string): number {
  return bare.replaceAll(word, "").length;
}
