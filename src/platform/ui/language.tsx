import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual } from "../../kernel/statement.ts";
import {
  formatCount,
  formatDay,
  formatInstant,
  formatMonth,
  formatRp,
  formatShare,
  type Language,
} from "./format.ts";
import type { TextKey, Texts, TextValues } from "./texts.ts";

/** The reader's language, and the way it writes counts, money, days and sentences of the server. */
export interface Speech {
  readonly language: Language;
  readonly say: (text: Bilingual) => string;
  readonly count: (count: number) => string;
  readonly rp: (amountRp: string) => string;
  readonly share: (part: number, whole: number) => string | null;
  readonly day: (day: string) => string;
  readonly month: (month: string) => string;
  readonly instant: (instant: string) => string;
}

export function useSpeech(): Speech {
  const { i18n } = useTranslation();
  return speechIn(i18n.language === "en" ? "en" : "id");
}

function speechIn(language: Language): Speech {
  return {
    language,
    say: (text) => text[language],
    count: (count) => formatCount(count, language),
    rp: (amountRp) => formatRp(amountRp, language),
    share: (part, whole) => formatShare(part, whole, language),
    day: (day) => formatDay(day, language),
    month: (month) => formatMonth(month, language),
    instant: (instant) => formatInstant(instant, language),
  };
}

/** The words of one room. Numbers among the values are grouped; `count` also picks one or many. */
export function useTexts<Key extends string>(
  texts: Texts<Key>,
): (key: TextKey<Key>, values?: TextValues) => string {
  const { t, i18n } = useTranslation(texts.room);
  const language: Language = i18n.language === "en" ? "en" : "id";
  return useCallback(
    (key, values = {}) => {
      const written = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "number" ? formatCount(value, language) : value,
        ]),
      );
      const many = typeof values["count"] === "number" ? { count: values["count"] } : {};
      return t(key, { ...written, ...many, n: written["count"] ?? written["n"] ?? "" });
    },
    [t, language],
  );
}
