import path from "node:path";
import type { BareAnswer } from "../bare.ts";
import type { BenchCase, BenchContext } from "../case.ts";
import type { Figure } from "../figures.ts";
import { type Measured, measureCommand } from "../measure-command.ts";

/** `payung intake` of the registry workbook on a fresh data folder, beside the bare run. */
export const intakeCase: BenchCase = {
  name: "intake",
  async run(context) {
    const { registry } = await context.files();
    const bare: { answer: BareAnswer; measured: Measured }[] = [];
    const own: { rows: number; measured: Measured }[] = [];
    for (let round = 0; round < context.repeat; round += 1) {
      bare.push(await runBareOnce(context, registry, round));
      own.push(await runIntakeOnce(context, registry, round));
      const [last, limit] = [own.at(-1), bare.at(-1)];
      context.tell(
        `  round ${round + 1}: intake ${last?.measured.wallS.toFixed(1)} s, bare ${limit?.answer.wallS.toFixed(1)} s`,
      );
    }
    return figuresOf(bare, own);
  },
};

async function runBareOnce(context: BenchContext, registry: string, round: number) {
  const dataDir = path.join(context.folder, `bare-${round}`);
  const measured = await measureCommand([context.self, "bare", registry, dataDir]);
  return { answer: JSON.parse(measured.stdout) as BareAnswer, measured };
}

/** The folder is made and migrated first: every later file finds it so. The server's start is in the figure. */
async function runIntakeOnce(context: BenchContext, registry: string, round: number) {
  const data = ["--data", path.join(context.folder, `intake-${round}`)];
  await measureCommand([context.cli, "programme", "list", ...data]);
  const args = ["intake", registry, "--on", "2024-05-31", "--json", ...data];
  const measured = await measureCommand([context.cli, ...args]);
  const answer = JSON.parse(measured.stdout) as { files: readonly { physical_rows: number }[] };
  return { rows: answer.files.reduce((sum, one) => sum + one.physical_rows, 0), measured };
}

function figuresOf(
  bare: readonly { answer: BareAnswer; measured: Measured }[],
  own: readonly { rows: number; measured: Measured }[],
): readonly Figure[] {
  const limitName = "bare: reader + COPY + ciphers";
  const bareS = bare.map(({ answer }) => answer.wallS);
  return [
    {
      name: "registry workbook, rows",
      unit: "rows/s",
      samples: own.map(({ rows, measured }) => rows / measured.wallS),
      limit: { name: limitName, samples: bare.map(({ answer }) => answer.rows / answer.wallS) },
      aim: { of: "ratio", most: 3 },
    },
    {
      name: "registry workbook, wall",
      unit: "s",
      samples: own.map(({ measured }) => measured.wallS),
      limit: { name: limitName, samples: bareS },
      aim: null,
    },
    {
      name: "registry workbook, CPU of the tree",
      unit: "s",
      samples: own.map(({ measured }) => measured.cpuS),
      // The bare process reads the file once more by itself, for the figure below.
      limit: {
        name: "bare, less its reading alone",
        samples: bare.map(({ answer, measured }) => measured.cpuS - answer.readS),
      },
      aim: null,
    },
    {
      name: "bare wall",
      unit: "s",
      samples: bareS,
      limit: { name: "reader alone", samples: bare.map(({ answer }) => answer.readS) },
      aim: null,
    },
    {
      name: "registry workbook, peak memory",
      unit: "MB",
      samples: own.map(({ measured }) => measured.peakMb),
      limit: { name: "bare", samples: bare.map(({ measured }) => measured.peakMb) },
      aim: { of: "median", most: 1_536 },
    },
  ];
}
