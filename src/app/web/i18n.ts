import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { isLanguage, type Language } from "../../platform/ui/format.ts";
import { allTexts } from "./all-texts.ts";

const remembered = "payung.language";

/** Starts in the language chosen last, Bahasa Indonesia at first. */
export async function startLanguage(): Promise<void> {
  const chosen = readRemembered();
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: "id",
    interpolation: { escapeValue: false },
    returnEmptyString: false,
    resources: {
      id: Object.fromEntries(allTexts.map((texts) => [texts.room, texts.id])),
      en: Object.fromEntries(allTexts.map((texts) => [texts.room, texts.en])),
    },
  });
  document.documentElement.lang = chosen;
}

export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // A browser that forbids storage keeps the choice for this visit only.
  }
}

function readRemembered(): Language {
  try {
    const language = localStorage.getItem(remembered);
    return isLanguage(language) ? language : "id";
  } catch {
    return "id";
  }
}
