import { Textarea, TextInput } from "@mantine/core";
import type { correctableFields } from "../index.ts";
import styles from "./privacy.module.css";

/** The word of a field that may be corrected. */
export function fieldKey(field: (typeof correctableFields)[number]) {
  return field === "other" ? "field_rest" : (`field_${field}` as const);
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onWrite: (text: string) => void;
}

const classNames = { label: styles["label"] ?? "", input: styles["input"] ?? "" };

/** One line of words. */
export function Line({ label, hint, value, onWrite }: FieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onWrite(event.currentTarget.value)}
      autoComplete="off"
      classNames={classNames}
    />
  );
}

/** Several lines of words. */
export function Words({ label, hint, value, onWrite }: FieldProps) {
  return (
    <Textarea
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onWrite(event.currentTarget.value)}
      autosize
      minRows={3}
      classNames={{ label: styles["label"] ?? "", input: styles["area"] ?? "" }}
    />
  );
}
