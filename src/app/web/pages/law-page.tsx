import { useParams, useSearch } from "@tanstack/react-router";
import { LawParameterScreen, LawScreen } from "../../../law/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useLaw } from "../queries.ts";

export function LawPage() {
  return (
    <Answer to={useLaw()}>
      {({ version, parameters }) => <LawScreen version={version} parameters={parameters} />}
    </Answer>
  );
}

export function LawParameterPage() {
  const { parameter: name = "" } = useParams({ strict: false }) as { readonly parameter?: string };
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const on = typeof search["pada"] === "string" ? search["pada"] : null;
  return (
    <Answer to={useLaw()}>
      {({ version, parameters }) => (
        <LawParameterScreen
          version={version}
          name={name}
          parameter={parameters.find((each) => each.parameter === name) ?? null}
          on={on}
        />
      )}
    </Answer>
  );
}
