import { NativeSelect } from "@mantine/core";
import styles from "./control.module.css";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** A choice of one, by the browser's own list: it works by keyboard and fits a phone. */
export function Select({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChoose: (value: string) => void;
}) {
  return (
    <NativeSelect
      label={label}
      value={value}
      data={options.map((option) => ({ ...option }))}
      onChange={(event) => onChoose(event.currentTarget.value)}
      classNames={{
        root: styles["field"] ?? "",
        label: styles["label"] ?? "",
        input: styles["input"] ?? "",
      }}
    />
  );
}
