import { createInterface } from "node:readline";
import { type EmbeddedOptions, openServer } from "./open.ts";
import { describeEmbeddedRefusal, type EmbeddedRefusal } from "./refusal.ts";
import { type Surroundings, thisMachine } from "./surroundings.ts";

/** What the program below is told (as JSON, its first argument); only tests run it. */
export interface Order {
  readonly options: Omit<EmbeddedOptions, "onLost">;
  readonly surroundings?: Partial<Surroundings>;
}

/** The one line of JSON that it answers. */
export type Answer =
  | {
      readonly ok: true;
      readonly pid: number;
      readonly role: "owner" | "guest";
      readonly how: string;
      readonly timings: { readonly initMs: number; readonly startMs: number };
      readonly connection: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly password: string;
        readonly database: string;
      };
    }
  | {
      readonly ok: false;
      readonly pid: number;
      readonly refusal: EmbeddedRefusal;
      readonly words: string;
    };

/** Opens the server, says so, and holds it until its standard input says or comes to an end. */
async function main(order: Order): Promise<void> {
  const opened = await openServer(order.options, { ...thisMachine, ...order.surroundings });
  if (!opened.ok) {
    const words = describeEmbeddedRefusal(opened.error);
    return say({ ok: false, pid: process.pid, refusal: opened.error, words });
  }
  const { superuser, role, how, timings } = opened.value;
  say({ ok: true, pid: process.pid, role, how, timings, connection: superuser });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "stop") break;
  }
  await opened.value.stop();
}

function say(answer: Answer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

await main(JSON.parse(process.argv[2] ?? "{}") as Order);
