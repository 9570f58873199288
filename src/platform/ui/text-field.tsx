import { TextInput } from "@mantine/core";
import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute } from "react";
import styles from "./control.module.css";

/** A line to be written: its name above, what it wants below, what is wrong with it last. */
export function TextField({
  label,
  hint,
  value,
  onWrite,
  error,
  type = "text",
  complete = "off",
  digits = false,
  focus = false,
  optional = false,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onWrite: (value: string) => void;
  readonly error?: string | null;
  readonly type?: HTMLInputTypeAttribute;
  readonly complete?: HTMLInputAutoCompleteAttribute;
  /** Brings the keys of digits on a phone. */
  readonly digits?: boolean;
  /** The one field of a step that is begun by writing. */
  readonly focus?: boolean;
  readonly optional?: boolean;
}) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      error={error}
      type={type}
      autoComplete={complete}
      inputMode={digits ? "numeric" : undefined}
      data-autofocus={focus || undefined}
      ref={(element) => {
        if (focus && element?.dataset["begun"] === undefined) {
          element?.setAttribute("data-begun", "");
          element?.focus();
        }
      }}
      spellCheck={false}
      required={!optional}
      withAsterisk={false}
      onChange={(event) => onWrite(event.currentTarget.value)}
      classNames={{
        root: styles["field"] ?? "",
        label: styles["label"] ?? "",
        description: styles["hint"] ?? "",
        input: styles["input"] ?? "",
      }}
    />
  );
}
