import { useParams } from "@tanstack/react-router";
import { RawRowScreen } from "../../../intake/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useRow } from "../queries.ts";

export function RowPage() {
  const { rowId = "" } = useParams({ strict: false }) as { readonly rowId?: string };
  return <Answer to={useRow(rowId)}>{(row) => <RawRowScreen row={row} />}</Answer>;
}
