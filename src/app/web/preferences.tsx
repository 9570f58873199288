import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconLanguage, IconMoon, IconSun } from "@tabler/icons-react";
import { QuietButton, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { appTexts } from "./app-texts.ts";
import { speak } from "./i18n.ts";
import styles from "./preferences.module.css";

/** The reader's language and appearance; both are kept for the next visit. */
export function Preferences() {
  const t = useTexts(appTexts);
  const { language } = useSpeech();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const other = language === "id" ? "en" : "id";
  const Sign = dark ? IconSun : IconMoon;
  return (
    <div className={styles["preferences"]}>
      <QuietButton onPress={() => void speak(other)}>
        <IconLanguage size={16} stroke={2} aria-hidden />
        <span lang={other}>{t(language === "id" ? "toEnglish" : "toIndonesian")}</span>
      </QuietButton>
      <QuietButton onPress={() => setColorScheme(dark ? "light" : "dark")}>
        <Sign size={16} stroke={2} aria-hidden />
        {t(dark ? "toLight" : "toDark")}
      </QuietButton>
    </div>
  );
}
