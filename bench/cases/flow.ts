import path from "node:path";
import type { BareAnswer } from "../bare.ts";
import type { BenchCase, BenchContext } from "../case.ts";
import type { Figure } from "../figures.ts";
import { type Measured, measureCommand } from "../measure-command.ts";

/** From raw files to the roster: every stage as the command an officer types, on a fresh data folder. */
export const flowCase: BenchCase = {
  name: "flow",
  async run(context) {
    const { registry, others } = await context.files();
    const data = ["--data", path.join(context.folder, "flow")];
    const programme = path.join(context.projectDir, "programmes/makassar-2024.yaml");
    const of = ["--programme", "makassar-2024"];
    const stages: readonly (readonly [string, readonly string[]])[] = [
      ["intake", ["intake", registry, ...others]],
      ["resolve", ["resolve"]],
      ["programme", ["programme", "create", programme]],
      ["assess", ["assess", ...of]],
      ["allocate", ["allocate", ...of, "--seats", String(seatsOf(context)), "--months", "12"]],
    ];
    const measured = new Map<string, Measured>();
    for (const [stage, args] of stages) {
      const one = await measureCommand([
        context.cli,
        ...args,
        ...["--on", "2024-05-31", "--json"],
        ...data,
      ]);
      measured.set(stage, one);
      context.tell(`  ${stage}: ${one.wallS.toFixed(1)} s, ${one.peakMb.toFixed(0)} MB`);
    }
    return figuresOf(measured, await bareSecondsOf(context, [registry, ...others]));
  },
};

/** The launch: 35,422 places for 77,000 registered workers; a smaller city keeps the share. */
function seatsOf({ workers }: BenchContext): number {
  return Math.round((workers * 35_422) / 77_000);
}

async function bareSecondsOf(context: BenchContext, files: readonly string[]): Promise<number> {
  let seconds = 0;
  for (const [index, file] of files.entries()) {
    const dataDir = path.join(context.folder, `flow-bare-${index}`);
    const { stdout } = await measureCommand([context.self, "bare", file, dataDir]);
    seconds += (JSON.parse(stdout) as BareAnswer).wallS;
  }
  return seconds;
}

function figuresOf(measured: ReadonlyMap<string, Measured>, bareS: number): readonly Figure[] {
  const all = [...measured.values()];
  const sum = (of: (one: Measured) => number) => all.reduce((total, one) => total + of(one), 0);
  const limit = { name: "bare intake of the same files", samples: [bareS] };
  const peakMb = Math.max(...all.map((one) => one.peakMb));
  return [
    {
      name: "files to roster, wall",
      unit: "s",
      samples: [sum((one) => one.wallS)],
      limit,
      aim: { of: "median", most: 90 },
    },
    {
      name: "files to roster, CPU of the tree",
      unit: "s",
      samples: [sum((one) => one.cpuS)],
      limit: null,
      aim: null,
    },
    {
      name: "files to roster, peak memory",
      unit: "MB",
      samples: [peakMb],
      limit: null,
      aim: { of: "median", most: 1_536 },
    },
    ...[...measured].map(
      ([stage, one]): Figure => ({
        name: `  ${stage}, wall`,
        unit: "s",
        samples: [one.wallS],
        limit: stage === "intake" ? limit : null,
        aim: null,
      }),
    ),
    ...[...measured].map(
      ([stage, one]): Figure => ({
        name: `  ${stage}, peak memory`,
        unit: "MB",
        samples: [one.peakMb],
        limit: null,
        aim: null,
      }),
    ),
  ];
}
