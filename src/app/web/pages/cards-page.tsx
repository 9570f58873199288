import { CardsScreen } from "../../../cards/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useCards, useOverview } from "../queries.ts";

export function CardsPage() {
  const accepted = useOverview().data?.enrolment?.accepted ?? null;
  return (
    <Answer to={useCards()} shape={[80, 120, 200, 300]}>
      {(cards) => <CardsScreen cards={cards} accepted={accepted} />}
    </Answer>
  );
}
