import { useSpeech } from "../../platform/ui/index.tsx";
import type { StatedFigureView } from "../index.ts";

/** How figures of others are written: their percentages, and a day, a month or a year. */
export interface FigureSpeech {
  /** "46.0" as `46,0%`; null, for nothing divides by nothing, as a dash. */
  readonly percent: (percent: string | null) => string;
  readonly when: (on: string) => string;
  readonly figure: (unit: StatedFigureView["unit"], value: string) => string;
}

export function useFigureSpeech(): FigureSpeech {
  const { language, count, day, month } = useSpeech();
  const percent = (text: string | null) => {
    if (text === null) return "–";
    return `${language === "id" ? text.replace(".", ",") : text}%`;
  };
  return {
    percent,
    when: (on) => (on.length === 7 ? month(on) : day(on)),
    figure: (unit, value) => (unit === "percent" ? percent(value) : count(Number(value))),
  };
}
