import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { paths } from "../../platform/ui/paths.ts";
import { AuditPage } from "./pages/audit-page.tsx";
import { CardsPage } from "./pages/cards-page.tsx";
import { BillPage, ContributionsPage } from "./pages/contributions-page.tsx";
import { CoveragePage } from "./pages/coverage-page.tsx";
import { BatchPage, EnrolmentPage } from "./pages/enrolment-page.tsx";
import { FilesPage } from "./pages/files-page.tsx";
import { LawPage, LawParameterPage } from "./pages/law-page.tsx";
import { BrokenPage, NoPage } from "./pages/no-page.tsx";
import { OverviewPage } from "./pages/overview-page.tsx";
import { PeoplePage } from "./pages/people-page.tsx";
import { PersonPage } from "./pages/person-page.tsx";
import { PrivacyPage, PrivacyRequestPage } from "./pages/privacy-page.tsx";
import { RosterPage } from "./pages/roster-page.tsx";
import { RowPage } from "./pages/row-page.tsx";
import { Shell } from "./shell.tsx";
import { AccountPage } from "./sign-in/account-page.tsx";
import { AccountsPage } from "./sign-in/accounts-page.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NoPage });
const getParentRoute = () => root;

/** Every address of the web and the page it shows. */
export const router = createRouter({
  routeTree: root.addChildren([
    createRoute({ getParentRoute, path: paths.overview, component: OverviewPage }),
    createRoute({ getParentRoute, path: paths.files, component: FilesPage }),
    createRoute({ getParentRoute, path: paths.people, component: PeoplePage }),
    createRoute({ getParentRoute, path: `${paths.people}/$personId`, component: PersonPage }),
    createRoute({ getParentRoute, path: "/baris/$rowId", component: RowPage }),
    createRoute({ getParentRoute, path: paths.roster, component: RosterPage }),
    createRoute({ getParentRoute, path: paths.enrolment, component: EnrolmentPage }),
    createRoute({ getParentRoute, path: `${paths.enrolment}/$batchId`, component: BatchPage }),
    createRoute({ getParentRoute, path: paths.contributions, component: ContributionsPage }),
    createRoute({ getParentRoute, path: `${paths.contributions}/$billId`, component: BillPage }),
    createRoute({ getParentRoute, path: paths.cards, component: CardsPage }),
    createRoute({ getParentRoute, path: paths.coverage, component: CoveragePage }),
    createRoute({ getParentRoute, path: paths.law, component: LawPage }),
    createRoute({ getParentRoute, path: `${paths.law}/$parameter`, component: LawParameterPage }),
    createRoute({ getParentRoute, path: paths.accounts, component: AccountsPage }),
    createRoute({ getParentRoute, path: paths.ownAccount, component: AccountPage }),
    // The shell shows these two before the door; they are here so that their addresses lead somewhere.
    createRoute({ getParentRoute, path: paths.setUp, component: NoPage }),
    createRoute({ getParentRoute, path: paths.invitation, component: NoPage }),
    createRoute({ getParentRoute, path: paths.privacy, component: PrivacyPage }),
    createRoute({
      getParentRoute,
      path: `${paths.privacy}/$requestId`,
      component: PrivacyRequestPage,
    }),
    createRoute({ getParentRoute, path: paths.audit, component: AuditPage }),
  ]),
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: NoPage,
  // Search values are plain texts: `73.71.01` must not be read as a number on the way.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === "" ? "" : `?${text}`;
  },
});
