import { Button as MantineButton } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./control.module.css";

/** The one main act of a form. */
export function SubmitButton({ children }: { readonly children: ReactNode }) {
  return (
    <MantineButton type="submit" className={styles["button"] ?? ""}>
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
