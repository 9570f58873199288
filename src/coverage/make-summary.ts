import { assert } from "../kernel/assert.ts";
import {
  type CityInputs,
  type ComparedMeasure,
  comparedMeasures,
  type StatedFigure,
} from "./city-inputs.ts";
import type {
  CandidateView,
  CoverageSummary,
  CoverageTable,
  StatedFigureView,
  StatementView,
} from "./coverage-views.ts";
import { peopleOf } from "./make-table.ts";
import { measureTitles } from "./measure-titles.ts";
import { partBehind, percentOf, wholeBehind } from "./shares.ts";

/**
 * Payung's counts with every share's denominator, and the percentages that were stated in public
 * beside what each may divide by.
 *
 * `table` is the coverage by disability, or null while nobody was assessed; `inputs` null when
 * nothing was stated about the city.
 */
export function makeSummary(
  regency: CoverageSummary["regency"],
  table: CoverageTable | null,
  inputs: CityInputs | null,
): CoverageSummary {
  return {
    regency,
    counted: table === null ? null : countedOf(table, inputs),
    statements: inputs === null ? [] : inputs.statements.map((one) => statementOf(one, inputs)),
    inputs: [...(inputs?.figures.values() ?? [])].map(figureView),
  };
}

function countedOf(
  table: CoverageTable,
  inputs: CityInputs | null,
): NonNullable<CoverageSummary["counted"]> {
  const { workers, eligible, accepted, billed, covered } = table.total;
  const acceptedDisabled = table.rows
    .filter((row) => row.key !== null)
    .reduce((sum, row) => sum + row.accepted, 0);
  const counts: Readonly<Record<ComparedMeasure, number>> = {
    ...{ workers, eligible, accepted, covered },
    accepted_disabled: acceptedDisabled,
  };
  const shares = (["accepted", "covered"] as const).flatMap((part) =>
    table.denominators
      .filter((one) => one.key !== part)
      .map(({ sharePercent: _ofCovered, ...of }) => ({
        part,
        value: counts[part],
        of,
        percent: percentOf(BigInt(counts[part]), BigInt(of.value)),
      })),
  );
  const beside = comparedMeasures.flatMap((measure) => {
    const figure = inputs?.figures.get(inputs.compare[measure] ?? "");
    if (figure === undefined) return [];
    const title = measureTitles[measure];
    return [{ measure, title, value: counts[measure], stated: figureView(figure) }];
  });
  return {
    ...{ programme: table.programme, month: table.month, assessedOn: table.assessedOn },
    ...{ workers, eligible, accepted, acceptedDisabled, billed, covered, shares, beside },
  };
}

function statementOf(
  statement: CityInputs["statements"][number],
  inputs: CityInputs,
): StatementView {
  const stated = figureOf(inputs, statement.percent);
  assert(stated.figure.type === "percent", "a statement is a percentage");
  const { hundredths } = stated.figure;
  const candidates = statement.candidates.flatMap(({ part, whole }) => {
    const read = candidateOf(
      hundredths,
      part === null ? null : figureOf(inputs, part),
      whole === null ? null : figureOf(inputs, whole),
    );
    return read === null ? [] : [read];
  });
  return { stated: figureView(stated), candidates };
}

/** With one side stated the other follows from the percentage; with both the percentage does. */
function candidateOf(
  hundredths: bigint,
  part: StatedFigure | null,
  whole: StatedFigure | null,
): CandidateView | null {
  const partCount =
    part !== null ? peopleOf(part) : partBehind(hundredths, whole === null ? 0n : peopleOf(whole));
  const wholeCount = whole !== null ? peopleOf(whole) : wholeBehind(partCount, hundredths);
  if (wholeCount === null) return null;
  return {
    part: sideOf(part, partCount),
    whole: sideOf(whole, wholeCount),
    percent: percentOf(partCount, wholeCount),
    computed: part === null ? "part" : whole === null ? "whole" : "percent",
  };
}

function sideOf(figure: StatedFigure | null, people: bigint): CandidateView["part"] {
  return { key: figure?.key ?? null, title: figure?.title ?? null, value: Number(people) };
}

function figureOf(inputs: CityInputs, key: string): StatedFigure {
  const figure = inputs.figures.get(key);
  assert(figure !== undefined, "an input that is named is there");
  return figure;
}

function figureView(figure: StatedFigure): StatedFigureView {
  const { key, title, written, on, source, confidence, otherwise } = figure;
  return {
    ...{ key, title, unit: figure.figure.type, value: written, on, source, confidence },
    otherwise: otherwise.map((other) => ({ value: other.written, source: other.source })),
  };
}
