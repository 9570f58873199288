/** Door of the visual language: what the rooms' screens and the application are drawn with. */
export { sayActor } from "./actor.ts";
export { Badge, CautionBadge, OutcomeBadge, type Tone, ToneSign } from "./badge.tsx";
export { type BarPart, PartsBar, ShareBar } from "./bar.tsx";
export { QuietButton, SubmitButton } from "./button.tsx";
export { CopyText } from "./copy-text.tsx";
export { type Column, DataTable } from "./data-table.tsx";
export { type Fact, Facts, Figure, Figures } from "./facts.tsx";
export { useSpeech, useTexts } from "./language.tsx";
export { Link } from "./link.tsx";
export { PayungMark } from "./mark.tsx";
export { PageHead, Panel, Section, Split } from "./page.tsx";
export { Pager } from "./pager.tsx";
export { RowLink, type RowPlace } from "./row-link.tsx";
export { Select, type SelectOption } from "./select.tsx";
export { SidePanel } from "./side-panel.tsx";
export { EmptyState, ErrorState, LoadingState } from "./states.tsx";
export { Step, Steps } from "./steps.tsx";
export { Tabs } from "./tabs.tsx";
