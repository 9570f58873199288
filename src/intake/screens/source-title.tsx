import { useTexts } from "../../platform/ui/index.tsx";
import { uiTexts } from "../../platform/ui/ui-texts.ts";
import type { Source } from "../index.ts";

const titles = {
  p3ke: "sourceP3ke",
  "bpjs-active": "sourceBpjs",
  dukcapil: "sourceDukcapil",
  disability: "sourceDisability",
} as const satisfies Record<Source, string>;

export function SourceTitle({ source }: { readonly source: Source }) {
  return useTexts(uiTexts)(titles[source]);
}
