import { useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { PlacePanel, Standing } from "../../../allocation/screens/index.tsx";
import { WhoSaw } from "../../../audit/screens/index.tsx";
import { CardStep } from "../../../cards/screens/index.tsx";
import { ContributionStep } from "../../../contributions/screens/index.tsx";
import { Statements } from "../../../eligibility/screens/index.tsx";
import { ParticipationSteps } from "../../../enrolment/screens/index.tsx";
import { RawRow } from "../../../intake/screens/index.tsx";
import { LawLink } from "../../../law/screens/index.tsx";
import {
  Link,
  PageHead,
  Panel,
  Section,
  SidePanel,
  Steps,
  useTexts,
} from "../../../platform/ui/index.tsx";
import { paths, personPath, rowPath } from "../../../platform/ui/paths.ts";
import { PersonPrivacyPanel } from "../../../privacy/screens/index.tsx";
import { PersonIdentity, PersonRows, resolutionTexts } from "../../../resolution/screens/index.tsx";
import { Answer } from "../answer.tsx";
import type { PersonStory } from "../api-views.ts";
import { appTexts } from "../app-texts.ts";
import { useWhoSaw } from "../audit-queries.ts";
import { usePersonPrivacy, useUnmask } from "../privacy-queries.ts";
import { useLaw, usePerson, useRow } from "../queries.ts";
import styles from "./person-page.module.css";
import { useTellFailure } from "./privacy-page.tsx";

/** A person's story, from the raw rows to the card. */
export function PersonPage() {
  const { personId = "" } = useParams({ strict: false }) as { readonly personId?: string };
  return (
    <Answer to={usePerson(personId)} shape={[80, 120, 220, 400]}>
      {(story) => <Story story={story} />}
    </Answer>
  );
}

function Story({ story }: { readonly story: PersonStory }) {
  const t = useTexts(appTexts);
  const words = useTexts(resolutionTexts);
  const { person, decisions } = story;
  const name = person.name ?? words("nameless");
  const addressOf = useCallback(
    (rowId: string) => `${personPath(person.personId)}?baris=${encodeURIComponent(rowId)}`,
    [person.personId],
  );
  const latest = decisions[0] ?? null;
  const place = latest?.place ?? null;
  return (
    <>
      <PageHead over={<Link to={paths.people}>{t("people")}</Link>} title={name} />
      {decisions.map((decision) => (
        <Standing
          key={`${decision.programmeCode} ${decision.onDate}`}
          name={name}
          decision={decision}
          place={decision.place}
          answer={story.participations[0]?.state ?? null}
        />
      ))}
      {latest === null ? <Standing name={name} decision={null} place={null} answer={null} /> : null}
      {place === null ? (
        <PersonIdentity person={person} addressOf={addressOf} />
      ) : (
        <div className={styles["facts"]}>
          <PersonIdentity person={person} addressOf={addressOf} />
          <PlacePanel place={place} />
        </div>
      )}
      <Onward story={story} />
      <Decisions story={story} addressOf={addressOf} />
      <PersonRows person={person} addressOf={addressOf} />
      <Wishes personId={person.personId} />
      <Sights personId={person.personId} />
      <OpenRow personId={person.personId} />
    </>
  );
}

/** What she asked about her data, and the way to her whole NIK. */
function Wishes({ personId }: { readonly personId: string }) {
  const unmask = useUnmask(personId);
  const tell = useTellFailure();
  return (
    <Answer within to={usePersonPrivacy(personId)} shape={[120]}>
      {(privacy) => (
        <PersonPrivacyPanel
          personId={personId}
          privacy={privacy}
          nik={unmask.data?.nik ?? null}
          seconds={unmask.data?.seconds ?? 0}
          refusal={tell(unmask.error)}
          onUnmask={(unmasking) => unmask.mutate(unmasking)}
        />
      )}
    </Answer>
  );
}

/** Who saw her data; the opening of this very page is the newest. */
function Sights({ personId }: { readonly personId: string }) {
  return (
    <Answer within to={useWhoSaw(personId)} shape={[160]}>
      {(list) => <WhoSaw list={list} />}
    </Answer>
  );
}

/** What came after the place in the order: the insurer's answer, the months paid, the card. */
function Onward({
  story: { decisions, participations, standings, cards },
}: {
  readonly story: PersonStory;
}) {
  const t = useTexts(appTexts);
  if (participations.length === 0) return null;
  return (
    <Section title={t("onward")} lead={t("onwardLead")}>
      <Panel>
        <Steps>
          {participations.map((participation) => (
            <ParticipationSteps
              key={participation.batchId}
              participation={participation}
              replacing={decisions[0]?.place?.outcome === "waiting"}
            />
          ))}
          {standings.map((standing) => (
            <ContributionStep key={standing.because.id} standing={standing} />
          ))}
          {cards.map((card) => (
            <CardStep key={`${card.printNo} ${card.cardNo}`} card={card} />
          ))}
        </Steps>
      </Panel>
    </Section>
  );
}

function Decisions({
  story: { person, decisions },
  addressOf,
}: {
  readonly story: PersonStory;
  readonly addressOf: (rowId: string) => string;
}) {
  const law = useLaw();
  const parameters = law.data?.parameters ?? [];
  return decisions.map((decision) => (
    <Statements
      key={`${decision.programmeCode} ${decision.onDate}`}
      decision={decision}
      addressOf={addressOf}
      placeOf={(rowId) => person.rows.find((row) => row.rowId === rowId) ?? null}
      lawOf={(reference) => <LawLink law={reference} parameters={parameters} />}
    />
  ));
}

/** The raw row that was asked for, at the side of the story; the address remembers which. */
function OpenRow({ personId }: { readonly personId: string }) {
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const rowId = typeof search["baris"] === "string" ? search["baris"] : null;
  if (rowId === null) return null;
  function close() {
    if (router.history.canGoBack()) router.history.back();
    else router.history.replace(personPath(personId));
  }
  return <RowPanel key={rowId} rowId={rowId} onClose={close} />;
}

function RowPanel({ rowId, onClose }: { readonly rowId: string; readonly onClose: () => void }) {
  const t = useTexts(appTexts);
  return (
    <SidePanel title={t("rowPanel")} onClose={onClose}>
      <Answer within to={useRow(rowId)} shape={[40, 400]}>
        {(row) => <RawRow row={row} linkPerson={false} />}
      </Answer>
      <p className={styles["open"]}>
        <Link to={rowPath(rowId)}>{t("openRow")}</Link>
      </p>
    </SidePanel>
  );
}
