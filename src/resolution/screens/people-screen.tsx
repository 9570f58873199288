import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import {
  EmptyState,
  Link,
  PageHead,
  SubmitButton,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import type { PersonHit } from "../index.ts";
import styles from "./people.module.css";
import { readSearchTerms, type SearchTerms } from "./search-terms.ts";
import { resolutionTexts } from "./texts.ts";

/** The search for one person; nobody is listed before something is asked. */
export function PeopleScreen({
  asked,
  onSearch,
  children,
}: {
  readonly asked: string;
  readonly onSearch: (terms: SearchTerms) => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(resolutionTexts);
  const [typed, setTyped] = useState(asked);
  const [refusal, setRefusal] = useState<string | null>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    const terms = readSearchTerms(typed);
    const refused = terms.type === "TooShort" || terms.type === "Empty";
    if (terms.type === "NikNotWhole") setRefusal(t("nikNotWhole", { n: terms.digits }));
    else setRefusal(refused ? t("tooShort") : null);
    onSearch(terms);
  }
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <search>
        <form className={styles["form"]} onSubmit={submit}>
          <TextInput
            label={t("search")}
            description={t("searchHint")}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={refusal}
            autoComplete="off"
            spellCheck={false}
            leftSection={<IconSearch size={18} stroke={2} aria-hidden />}
            classNames={{
              root: styles["field"] ?? "",
              label: styles["label"] ?? "",
              input: styles["input"] ?? "",
            }}
          />
          <SubmitButton>{t("submit")}</SubmitButton>
        </form>
      </search>
      <div aria-live="polite">{children}</div>
    </>
  );
}

export function Hits({
  hits,
  more,
}: {
  readonly hits: readonly PersonHit[];
  readonly more: boolean;
}) {
  const t = useTexts(resolutionTexts);
  if (hits.length === 0) return <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>;
  return (
    <section>
      <h2 className={styles["count"]}>{t("hits", { count: hits.length })}</h2>
      {more ? <p className={styles["soft"]}>{t("more")}</p> : null}
      <ul className={styles["hits"]}>
        {hits.map((hit) => (
          <li key={hit.personId}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit }: { readonly hit: PersonHit }) {
  const t = useTexts(resolutionTexts);
  const { count } = useSpeech();
  const facts = [
    hit.kelurahan,
    hit.bornYear === null ? null : t("bornYear", { year: String(hit.bornYear) }),
    hit.decile === null ? null : t("decile", { n: count(hit.decile) }),
    t("member", { number: hit.memberNumber }),
  ].filter((fact) => fact !== null);
  return (
    <Link to={personPath(hit.personId)} className={styles["hit"]}>
      <b>{hit.name ?? t("nameless")}</b>
      <span>{facts.join(" · ")}</span>
    </Link>
  );
}
