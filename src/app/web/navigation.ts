import {
  IconCash,
  IconChartBar,
  IconFileSpreadsheet,
  IconHistory,
  IconId,
  IconListNumbers,
  IconScale,
  IconSend,
  IconShieldLock,
  IconUmbrella,
  IconUsers,
} from "@tabler/icons-react";
import { paths } from "../../platform/ui/paths.ts";

/**
 * The screens in the order of the flow. On a phone the bar at the bottom holds those marked
 * `inBar`; the menu holds all of them.
 */
export const navigation = [
  { key: "overview", path: paths.overview, icon: IconUmbrella, inBar: true },
  { key: "files", path: paths.files, icon: IconFileSpreadsheet, inBar: false },
  { key: "people", path: paths.people, icon: IconUsers, inBar: true },
  { key: "roster", path: paths.roster, icon: IconListNumbers, inBar: true },
  { key: "enrolment", path: paths.enrolment, icon: IconSend, inBar: false },
  { key: "contributions", path: paths.contributions, icon: IconCash, inBar: false },
  { key: "cards", path: paths.cards, icon: IconId, inBar: false },
  { key: "coverage", path: paths.coverage, icon: IconChartBar, inBar: true },
  { key: "law", path: paths.law, icon: IconScale, inBar: false },
  { key: "privacy", path: paths.privacy, icon: IconShieldLock, inBar: false },
  { key: "audit", path: paths.audit, icon: IconHistory, inBar: false },
] as const;

export type NavigationItem = (typeof navigation)[number];

/** Whether a screen is the one at an address, or one below it. */
export function isAt(item: NavigationItem, pathname: string): boolean {
  if (item.key === "files" && pathname.startsWith("/baris")) return true;
  if (item.path === "/") return pathname === "/";
  return pathname === item.path || pathname.startsWith(`${item.path}/`);
}
