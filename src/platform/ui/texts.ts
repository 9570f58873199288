/**
 * The words of a room's screens, in both languages.
 *
 * English must have the keys of Bahasa Indonesia; the compiler says which is missing. English may
 * add `key_one`, for it tells one from many and Bahasa Indonesia does not: a sentence that counts
 * is called `key_other` in both.
 */
export interface Texts<Key extends string> {
  readonly room: string;
  readonly id: Readonly<Record<Key, string>>;
  readonly en: Readonly<Record<Key, string>>;
}

/** A key as a screen asks for it: the count decides between `_one` and `_other`. */
export type TextKey<Key extends string> = Key extends `${infer Bare}_other` ? Bare : Key;

/** Numbers are written in the reader's language (35.422 or 35,422). */
export type TextValues = Readonly<Record<string, string | number>>;

export function defineTexts<const Indonesian extends Readonly<Record<string, string>>>(texts: {
  readonly room: string;
  readonly id: Indonesian;
  readonly en: Readonly<Record<keyof Indonesian & string, string>> &
    Readonly<Record<`${string}_one`, string>>;
}): Texts<keyof Indonesian & string> {
  return { room: texts.room, id: texts.id, en: texts.en };
}
