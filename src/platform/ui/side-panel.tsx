import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { QuietButton } from "./button.tsx";
import { useTexts } from "./language.tsx";
import styles from "./side-panel.module.css";
import { uiTexts } from "./ui-texts.ts";

/**
 * A panel at the side of the page, over it. The browser's own dialog: it keeps the focus inside,
 * Escape closes it, and the focus returns to the link that opened it.
 */
export function SidePanel({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(uiTexts);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; the click is on its backdrop.
    <dialog
      ref={dialog}
      className={styles["panel"]}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className={styles["head"]}>
        <h2 id={id}>{title}</h2>
        <QuietButton onPress={() => dialog.current?.close()}>
          <IconX size={16} stroke={2.2} aria-hidden />
          {t("close")}
        </QuietButton>
      </div>
      <div className={styles["body"]}>{children}</div>
    </dialog>
  );
}
