import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Figure,
  Figures,
  Link,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { requestPath } from "../../platform/ui/paths.ts";
import type { RequestView } from "../index.ts";
import styles from "./privacy.module.css";
import { privacyTexts } from "./texts.ts";

/** How many are open, and how many are late. */
export function RequestFigures({ requests }: { readonly requests: readonly RequestView[] }) {
  const t = useTexts(privacyTexts);
  const { count } = useSpeech();
  const open = requests.filter((one) => one.state !== "answered");
  const late = open.filter((one) => one.hoursLeft < 0);
  return (
    <Figures>
      <Figure
        title={t("open")}
        value={count(open.length)}
        of={t("openOf", { all: requests.length })}
      />
      <Figure
        strong={late.length > 0}
        title={t("overdue")}
        value={count(late.length)}
        of={t("overdueOf")}
      />
    </Figures>
  );
}

export function Requests({ requests }: { readonly requests: readonly RequestView[] }) {
  const t = useTexts(privacyTexts);
  const { instant, say } = useSpeech();
  if (requests.length === 0)
    return <EmptyState title={t("noRequests")}>{t("noRequestsHint")}</EmptyState>;
  const columns: readonly Column<RequestView>[] = [
    {
      key: "kind",
      title: t("kind"),
      cell: (one) => (
        <span className={styles["two"]}>
          <Link to={requestPath(one.requestId)}>{say(one.kindTitle)}</Link>
          <span>
            {t("number")} {one.requestNo} · {t(`channel_${one.channel}`)},{" "}
            {t(`asked_${one.askedBy}`)}
          </span>
        </span>
      ),
    },
    { key: "received", title: t("received"), cell: (one) => instant(one.receivedAt) },
    {
      key: "due",
      title: t("due"),
      cell: (one) => (
        <span className={styles["two"]}>
          {instant(one.dueAt)}
          <Clock request={one} />
        </span>
      ),
    },
    {
      key: "handler",
      title: t("handler"),
      cell: (one) => (one.assignee === null ? t("nobody") : sayActor(one.assignee)),
    },
    { key: "state", title: t("state"), cell: (one) => <RequestState request={one} /> },
  ];
  return (
    <DataTable
      caption={t("requestsCaption", { count: requests.length })}
      columns={columns}
      rows={requests}
      rowKey={(one) => one.requestId}
    />
  );
}

export function Clock({ request }: { readonly request: RequestView }) {
  const t = useTexts(privacyTexts);
  if (request.state === "answered") return null;
  const hours = Math.floor(Math.abs(request.hoursLeft));
  if (request.hoursLeft < 0) return <Badge tone="refused">{t("late", { n: hours })}</Badge>;
  return <Badge tone={hours < 24 ? "waiting" : "plain"}>{t("left", { n: hours })}</Badge>;
}

export function RequestState({ request }: { readonly request: RequestView }) {
  const t = useTexts(privacyTexts);
  const { state, outcome } = request;
  if (state !== "answered" || outcome === null)
    return <Badge tone="waiting">{t(`state_${state}`)}</Badge>;
  const tone = outcome === "refused" ? "refused" : "eligible";
  return <Badge tone={tone}>{t(`outcome_${outcome}`)}</Badge>;
}
