import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTexts } from "./language.tsx";
import { Select } from "./select.tsx";
import { type SortDirection, sortRows } from "./sort-rows.ts";
import styles from "./table.module.css";
import { uiTexts } from "./ui-texts.ts";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; a column without it is not sorted. */
  readonly order?: (row: Row) => number | string | null;
  readonly total?: ReactNode;
  /** Takes the whole width of a card on a phone. */
  readonly wide?: boolean;
  /** Takes a line of a card on a phone, name and value beside each other: money. */
  readonly line?: boolean;
}

export interface TableProps<Row> {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sortedBy?: string;
}

/**
 * A table with a caption whose first column names the row; on a phone every row is a card with the
 * same names and figures, so that nothing is pushed off the screen.
 */
export function DataTable<Row>(props: TableProps<Row>) {
  const narrow = useMediaQuery("(max-width: 45em)", false, { getInitialValueInEffect: false });
  const [sort, setSort] = useState<Sort>({ by: props.sortedBy ?? null, direction: "descending" });
  const sorted = useMemo(() => {
    const column = props.columns.find((each) => each.key === sort.by);
    return column?.order ? sortRows(props.rows, column.order, sort.direction) : props.rows;
  }, [props.rows, props.columns, sort]);
  const shared = { ...props, rows: sorted, sort, setSort };
  return narrow ? <Cards {...shared} /> : <Table {...shared} />;
}

interface Sort {
  readonly by: string | null;
  readonly direction: SortDirection;
}

interface SortedProps<Row> extends TableProps<Row> {
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
}

function Table<Row>({ caption, columns, rows, rowKey, sort, setSort }: SortedProps<Row>) {
  const totals = columns.some((column) => column.total !== undefined);
  const alignment = (column: Column<Row>) => (column.numeric ? styles["numeric"] : undefined);
  return (
    // A wide table scrolls inside its frame, so the frame must be reachable by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see the sentence above.
    <section className={styles["frame"]} tabIndex={0} aria-label={plainCaption(caption)}>
      <table className={styles["table"]}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={alignment(column)}
                aria-sort={sort.by === column.key ? sort.direction : undefined}
              >
                {column.order ? (
                  <SortButton column={column} sort={sort} setSort={setSort} />
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" className={alignment(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={alignment(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {totals ? (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.key} className={alignment(column)}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

function SortButton<Row>({
  column,
  sort,
  setSort,
}: {
  readonly column: Column<Row>;
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
}) {
  const current = sort.by === column.key ? sort.direction : null;
  const Arrow =
    current === null ? IconArrowsSort : current === "ascending" ? IconArrowUp : IconArrowDown;
  function turn() {
    setSort({ by: column.key, direction: current === "descending" ? "ascending" : "descending" });
  }
  return (
    <button type="button" className={styles["sort"]} onClick={turn}>
      {column.title}
      <Arrow size={14} stroke={2.2} aria-hidden />
    </button>
  );
}

function Cards<Row>({ caption, columns, rows, rowKey, sort, setSort }: SortedProps<Row>) {
  const [first, ...rest] = columns;
  const totals = columns.some((column) => column.total !== undefined);
  return (
    <div>
      <p className={styles["caption"]}>{caption}</p>
      <SortSelect columns={columns} sort={sort} setSort={setSort} />
      <ul className={styles["cards"]} aria-label={plainCaption(caption)}>
        {totals ? (
          <li className={`${styles["card"]} ${styles["total"]}`}>
            <p className={styles["cardTitle"]}>{first?.total}</p>
            <CardLines lines={rest.filter(hasTotal).map((each) => [each, each.total])} />
          </li>
        ) : null}
        {rows.map((row) => (
          <li key={rowKey(row)} className={styles["card"]}>
            <p className={styles["cardTitle"]}>{first?.cell(row)}</p>
            <CardLines lines={rest.map((column) => [column, column.cell(row)])} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function hasTotal<Row>(column: Column<Row>): boolean {
  return column.total !== undefined;
}

function CardLines<Row>({
  lines,
}: {
  readonly lines: readonly (readonly [Column<Row>, ReactNode])[];
}) {
  return (
    <dl>
      {lines.map(([column, value]) => (
        <div key={column.key} className={placeOf(column)}>
          <dt>{column.title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function placeOf<Row>(column: Column<Row>): string | undefined {
  if (column.line) return styles["line"];
  return column.wide ? styles["wide"] : undefined;
}

function SortSelect<Row>({
  columns,
  sort,
  setSort,
}: {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
}) {
  const t = useTexts(uiTexts);
  const sortable = columns.filter((column) => column.order !== undefined);
  if (sortable.length === 0) return null;
  const directions = ["descending", "ascending"] as const;
  const options = sortable.flatMap((column) =>
    directions.map((direction) => ({
      value: `${column.key} ${direction}`,
      label: `${column.title} (${direction === "ascending" ? t("sortAscending") : t("sortDescending")})`,
    })),
  );
  function choose(value: string) {
    const [by, direction] = value.split(" ");
    if (by !== undefined)
      setSort({ by, direction: direction === "ascending" ? "ascending" : "descending" });
  }
  return (
    <Select
      label={t("sortBy")}
      value={sort.by === null ? "" : `${sort.by} ${sort.direction}`}
      options={sort.by === null ? [{ value: "", label: t("sortNone") }, ...options] : options}
      onChoose={choose}
    />
  );
}

function plainCaption(caption: ReactNode): string | undefined {
  return typeof caption === "string" ? caption : undefined;
}
