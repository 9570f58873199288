import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { QuietButton } from "./button.tsx";
import styles from "./control.module.css";
import { useTexts } from "./language.tsx";
import { uiTexts } from "./ui-texts.ts";

/** A long code shown short; the button copies the whole of it. */
export function CopyText({ text, shown }: { readonly text: string; readonly shown?: string }) {
  const t = useTexts(uiTexts);
  const clipboard = useClipboard({ timeout: 2500 });
  const Sign = clipboard.copied ? IconCheck : IconCopy;
  return (
    <span className={styles["code"]}>
      <code title={text}>{shown ?? text}</code>
      <QuietButton onPress={() => clipboard.copy(text)}>
        <Sign size={15} stroke={2.2} aria-hidden />
        <span aria-live="polite">{clipboard.copied ? t("copied") : t("copy")}</span>
      </QuietButton>
    </span>
  );
}
