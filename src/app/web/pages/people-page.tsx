import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { paths } from "../../../platform/ui/paths.ts";
import { Hits, PeopleScreen, type SearchTerms } from "../../../resolution/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { usePeople } from "../queries.ts";

/**
 * A name is kept in the address, so that *back* leads to the hits again; a NIK never is: the
 * browser would remember it.
 */
export function PeoplePage() {
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const named = typeof search["cari"] === "string" ? search["cari"] : null;
  const [nik, setNik] = useState<string | null>(null);
  const query = nik ?? named;
  function look(terms: SearchTerms) {
    setNik(terms.type === "Nik" ? terms.text : null);
    const kept = terms.type === "Name" || terms.type === "MemberNumber" ? terms.text : null;
    router.history.push(
      kept === null ? paths.people : `${paths.people}?cari=${encodeURIComponent(kept)}`,
    );
  }
  return (
    <PeopleScreen asked={named ?? ""} onSearch={look}>
      {query === null ? null : <Found query={query} />}
    </PeopleScreen>
  );
}

function Found({ query }: { readonly query: string }) {
  return (
    <Answer within to={usePeople(query)} shape={[40, 200]}>
      {({ hits, more }) => <Hits hits={hits} more={more} />}
    </Answer>
  );
}
