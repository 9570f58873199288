import {
  IconCash,
  IconChartBar,
  IconFileSpreadsheet,
  IconHistory,
  IconId,
  IconKey,
  IconListNumbers,
  IconScale,
  IconSend,
  IconShieldLock,
  IconUmbrella,
  IconUsers,
} from "@tabler/icons-react";
import type { Right } from "../../platform/access/rights.ts";
import { paths } from "../../platform/ui/paths.ts";

/** Whether whoever is signed in holds a right. */
export type May = (right: Right) => boolean;

const figures = (may: May) => may("figures.read");
const figuresOrParticipants = (may: May) => may("figures.read") || may("participants.read");

/**
 * The screens in the order of the flow, and whom each opens for: the rights that its questions to the server ask. On
 * a phone the bar at the bottom holds those marked `inBar`; the menu holds all of them.
 */
export const navigation = [
  { key: "overview", path: paths.overview, icon: IconUmbrella, inBar: true, opensFor: figures },
  { key: "files", path: paths.files, icon: IconFileSpreadsheet, inBar: false, opensFor: figures },
  {
    key: "people",
    path: paths.people,
    icon: IconUsers,
    inBar: true,
    opensFor: (may: May) => may("people.read"),
  },
  {
    key: "roster",
    path: paths.roster,
    icon: IconListNumbers,
    inBar: true,
    opensFor: (may: May) => may("people.read") && may("figures.read"),
  },
  {
    key: "enrolment",
    path: paths.enrolment,
    icon: IconSend,
    inBar: false,
    opensFor: figuresOrParticipants,
  },
  {
    key: "contributions",
    path: paths.contributions,
    icon: IconCash,
    inBar: false,
    opensFor: (may: May) => may("ledger.read"),
  },
  { key: "cards", path: paths.cards, icon: IconId, inBar: false, opensFor: figuresOrParticipants },
  { key: "coverage", path: paths.coverage, icon: IconChartBar, inBar: true, opensFor: figures },
  { key: "law", path: paths.law, icon: IconScale, inBar: false, opensFor: () => true },
  {
    key: "accounts",
    path: paths.accounts,
    icon: IconKey,
    inBar: false,
    opensFor: (may: May) => may("accounts.manage"),
  },
  {
    key: "privacy",
    path: paths.privacy,
    icon: IconShieldLock,
    inBar: false,
    opensFor: (may: May) => may("requests.handle") || may("audit.read"),
  },
  {
    key: "audit",
    path: paths.audit,
    icon: IconHistory,
    inBar: false,
    opensFor: (may: May) => may("audit.read"),
  },
] as const;

export type NavigationItem = (typeof navigation)[number];

/** Whether what a session may ask is enough for a screen. */
export function opensTo(
  item: NavigationItem,
  { rights }: { readonly rights: readonly Right[] },
): boolean {
  return item.opensFor((right) => rights.includes(right));
}

/** The screens of whoever is signed in. */
export function navigationOf(signedIn: {
  readonly rights: readonly Right[];
}): readonly NavigationItem[] {
  return navigation.filter((item) => opensTo(item, signedIn));
}

/** Whether a screen is the one at an address, or one below it. */
export function isAt(item: NavigationItem, pathname: string): boolean {
  if (item.key === "files" && pathname.startsWith("/baris")) return true;
  if (item.path === "/") return pathname === "/";
  return pathname === item.path || pathname.startsWith(`${item.path}/`);
}
