import { Button as MantineButton } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./control.module.css";

/** The one main act of a form; while it is under way it cannot be pressed again. */
export function SubmitButton({
  children,
  busy = false,
}: {
  readonly children: ReactNode;
  readonly busy?: boolean;
}) {
  return (
    <MantineButton type="submit" className={styles["button"] ?? ""} aria-disabled={busy}>
      {children}
    </MantineButton>
  );
}

/** An act beside others. */
export function QuietButton({
  children,
  onPress,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className={styles["quiet"]} onClick={onPress}>
      {children}
    </button>
  );
}
