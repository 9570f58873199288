import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { granted } from "../../e2e/test-city.ts";
import { submitRoster } from "./submit-roster.ts";
import { takeReply } from "./take-reply.ts";
import {
  accept,
  mumble,
  readBatchFile,
  reject,
  type SentPerson,
  writeReply,
} from "./test-insurer.ts";
import { approve, makeRoster, type RosterInOffice } from "./test-roster.ts";

let roster: RosterInOffice;
beforeAll(async () => {
  roster = await makeRoster({ workers: 300, seed: 11, seats: 12 });
  await approve(roster);
});
afterAll(() => roster.close());

/** What the insurer says of a person: accepted, rejected, something unclear, or nothing yet. */
type Words = "yes" | "no" | "unclear" | "silence";

type Act =
  | { readonly type: "submit"; readonly twice: boolean }
  | {
      readonly type: "reply";
      readonly batch: number;
      readonly words: readonly Words[];
      readonly twice: boolean;
    };

const words = fc.constantFrom<Words>("yes", "yes", "no", "unclear", "silence");
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("submit" as const), twice: fc.boolean() }),
    fc.record({
      type: fc.constant("reply" as const),
      batch: fc.nat({ max: 3 }),
      words: fc.array(words, { minLength: 12, maxLength: 12 }),
      twice: fc.boolean(),
    }),
  ),
  { minLength: 2, maxLength: 7 },
);

interface Sent {
  readonly no: number;
  readonly rank: number;
  readonly person_id: string;
  readonly state: string;
}

/** Everything that anybody may see of batches and replies, but for when and by whom. */
async function seeAll(): Promise<{ readonly sent: readonly Sent[]; readonly all: string }> {
  const { rows: sent } = await roster.admin.query<Sent>(
    "select batch_no as no, rank, person_id, state, kpj, starts_on, reason_code from enrolment.published_participation order by batch_no, rank",
  );
  const { rows: replies } = await roster.admin.query(
    "select reply_id, batch_id, reply_no, counts from enrolment.reply order by 1",
  );
  const { rows: lines } = await roster.admin.query(
    "select * from enrolment.reply_line order by reply_id, row_no",
  );
  return { sent, all: JSON.stringify([sent, replies, lines]) };
}

test("whatever is sent, answered and sent again: places are never exceeded, order is kept, replays change nothing", async () => {
  let example = 0;
  const play = async (script: readonly Act[]) => {
    await roster.forgetBatches();
    example += 1;
    const folder = path.join(roster.folder, String(example));
    const people = new Map<number, readonly SentPerson[]>();
    let answers = 0;
    const submit = async () => {
      const sent = granted(
        await submitRoster(roster.office, { reference: "latest", outDir: folder, layout: null }),
      );
      for (const batch of sent.batches) people.set(batch.batchNo, await readBatchFile(batch.file));
      return sent;
    };
    const reply = async (batchNo: number, saying: readonly Words[], twice: boolean) => {
      const known = people.get(batchNo);
      if (known === undefined || known.every((_, index) => saying[index] === "silence")) return;
      answers += 1;
      const file = await writeReply(folder, `${answers}.xlsx`, known, (person, index) => {
        const word = saying[index] ?? "yes";
        return word === "silence"
          ? undefined
          : word === "yes"
            ? accept(person)
            : word === "no"
              ? reject()
              : mumble();
      });
      const request = { reference: String(batchNo), path: file };
      granted(await takeReply(roster.office, request));
      if (!twice) return;
      const before = await seeAll();
      expect(granted(await takeReply(roster.office, request)).alreadyRead).toBe(true);
      expect((await seeAll()).all).toBe(before.all);
    };
    for (const act of script) {
      if (act.type === "reply") await reply(act.batch, act.words, act.twice);
      else {
        await submit();
        const before = await seeAll();
        if (act.twice) await submit();
        expect((await seeAll()).all).toBe(before.all);
      }
      await checkPlaces();
    }
    for (let turn = 0; turn < 12; turn += 1) {
      const sent = await submit();
      if (sent.type === "complete" || sent.type === "list-ended") break;
      for (const batch of sent.batches) await reply(batch.batchNo, [], false);
    }
    await checkPlaces();
    const { sent } = await seeAll();
    expect(sent.filter(({ state }) => state === "accepted").length).toBe(roster.seats);
  };
  await fc.assert(fc.asyncProperty(acts, play), { numRuns: 20 });
});

async function checkPlaces(): Promise<void> {
  const { sent } = await seeAll();
  const holding = sent.filter(({ state }) => state !== "rejected");
  expect(holding.length).toBeLessThanOrEqual(roster.seats);
  expect(new Set(sent.map((one) => one.person_id)).size).toBe(sent.length);
  // Sent in the order of rank, without a gap: over the batches the ranks are 1, 2, 3 …
  expect(sent.map(({ rank }) => rank)).toEqual(sent.map((_, index) => index + 1));
}
