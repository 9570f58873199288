import path from "node:path";
import type { BenchCase } from "../case.ts";
import { measureCommand } from "../measure-command.ts";

/**
 * From raw files to carded, counted people, in one process: roster, approval, batches and replies of
 * the simulated insurer, first bill and payment, cards, coverage. The files are there before.
 */
export const wholeCase: BenchCase = {
  name: "whole",
  async run(context) {
    const { workers, seed, cli } = context;
    const data = path.join(context.folder, "whole");
    const city = ["--workers", String(workers), "--seed", String(seed)];
    const out = path.join(data, "demonstration", `${workers}-${seed}`);
    await measureCommand([cli, "demo", "files", ...city, "--out", out]);
    const measured = await measureCommand([cli, "demo", "run", "--json", ...city, "--data", data]);
    context.tell(`  ${measured.wallS.toFixed(1)} s, ${measured.peakMb.toFixed(0)} MB`);
    const figure = (name: string, unit: "s" | "MB", sample: number, most: number | null) => ({
      name: `files to cards and coverage, ${name}`,
      unit,
      samples: [sample],
      limit: null,
      aim: most === null ? null : ({ of: "median", most } as const),
    });
    return [
      figure("wall", "s", measured.wallS, 120),
      figure("CPU of the tree", "s", measured.cpuS, null),
      figure("peak memory", "MB", measured.peakMb, 1_536),
    ];
  },
};
