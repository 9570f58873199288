import { IconFlask } from "@tabler/icons-react";
import { Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { SignedInView } from "../../platform/sign-in/index.ts";
import { knowOfficials, Link, PayungMark, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import { Answer } from "./answer.tsx";
import type { StatusView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import { useArrival } from "./arrival.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { isAt, navigation, navigationOf, opensTo } from "./navigation.ts";
import { OfficeNote } from "./office-note.tsx";
import { Preferences } from "./preferences.tsx";
import { becomeAnother, useOfficials, useStatus } from "./queries.ts";
import styles from "./shell.module.css";
import { EntryFrame } from "./sign-in/entry-frame.tsx";
import { InvitationPage } from "./sign-in/invitation-page.tsx";
import { NotYours, OwnHome } from "./sign-in/not-yours.tsx";
import { SecondFactorPage } from "./sign-in/second-factor-page.tsx";
import { SetUpPage } from "./sign-in/set-up-page.tsx";
import { SignInPage } from "./sign-in/sign-in-page.tsx";

/** What is shown depends on who asks: the door, what a session still has to prove, or the pages. */
export function Shell() {
  const status = useStatus();
  const { pathname } = useLocation();
  const [password, setPassword] = useState("");
  const [isLater, setLater] = useState(false);
  const signedIn = status.data?.signedIn ?? null;
  const names = useOfficials(signedIn !== null);
  const router = useRouter();
  if (names.data !== undefined) knowOfficials(names.data.officials);
  const entered = async (chosen: string) => {
    setPassword(chosen);
    await becomeAnother();
    router.history.replace(paths.overview);
  };
  const door = doorAt(pathname, (chosen) => void entered(chosen));
  if (door !== null || status.data === undefined || signedIn === null)
    return (
      <EntryFrame status={status.data ?? null}>
        {door ?? (
          <Answer to={status} shape={[420]}>
            {(known) => <SignInPage status={known} />}
          </Answer>
        )}
      </EntryFrame>
    );
  const isWaiting = signedIn.secondFactor === "to-prove" || signedIn.secondFactor === "to-enrol";
  if (isWaiting && !isLater)
    return (
      <EntryFrame status={status.data}>
        <SecondFactorPage signedIn={signedIn} password={password} onLater={() => setLater(true)} />
      </EntryFrame>
    );
  if (names.isPending) return null;
  return <Pages status={status.data} signedIn={signedIn} />;
}

/** Pages that are there for those who have no password yet. */
function doorAt(pathname: string, onEntered: (password: string) => void) {
  if (pathname === paths.setUp) return <SetUpPage onEntered={onEntered} />;
  if (pathname === paths.invitation) return <InvitationPage onEntered={onEntered} />;
  return null;
}

/** What stands around every page: the mark, the city, the flow, and whose data this is. */
function Pages({
  status,
  signedIn,
}: {
  readonly status: StatusView;
  readonly signedIn: SignedInView;
}) {
  const t = useTexts(appTexts);
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#isi">
        {t("skip")}
      </a>
      <header className={styles["side"]}>
        <Brand status={status} />
        <Flow signedIn={signedIn} />
        <div className={styles["foot"]}>
          <Preferences />
          <OfficeNote status={status} />
        </div>
      </header>
      <div className={styles["page"]}>
        {status.demonstration ? <DemonstrationBanner /> : null}
        <main id="isi" ref={main} tabIndex={-1} className={styles["main"]}>
          <OwnPage signedIn={signedIn} />
        </main>
      </div>
      <BottomBar status={status} signedIn={signedIn} />
    </div>
  );
}

/** The page of the address, if the roles of whoever asks open it. */
function OwnPage({ signedIn }: { readonly signedIn: SignedInView }) {
  const { pathname } = useLocation();
  const item = navigation.find((each) => isAt(each, pathname));
  if (item === undefined || opensTo(item, signedIn)) return <Outlet />;
  if (item.key === "overview") return <OwnHome signedIn={signedIn} />;
  return <NotYours signedIn={signedIn} />;
}

function Brand({ status }: { readonly status: StatusView | null }) {
  return (
    <Link to={paths.overview} className={styles["brand"]}>
      <PayungMark size={38} />
      <span>
        <b>Payung</b>
        <span className={styles["city"]}>{status?.regency.name ?? " "}</span>
      </span>
    </Link>
  );
}

function Flow({ signedIn }: { readonly signedIn: SignedInView }) {
  const t = useTexts(appTexts);
  const { pathname } = useLocation();
  return (
    <nav className={styles["flow"]} aria-label={t("navigation")}>
      <ol>
        {navigationOf(signedIn).map((item) => (
          <li key={item.key}>
            <Link
              to={item.path}
              className={styles["stop"]}
              current={isAt(item, pathname) ? "page" : undefined}
            >
              <item.icon size={20} stroke={1.8} aria-hidden />
              {t(item.key)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function DemonstrationBanner() {
  const t = useTexts(appTexts);
  return (
    <aside className={styles["demonstration"]} aria-label={t("demonstration")}>
      <IconFlask size={18} stroke={2} aria-hidden />
      <p>
        <b>{t("demonstration")}.</b> <span>{t("demonstrationWhy")}</span>
      </p>
    </aside>
  );
}
