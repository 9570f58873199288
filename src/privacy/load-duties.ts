import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../platform/project-root.ts";
import { requestKinds } from "./index.ts";

const bilingual = z.strictObject({ id: z.string(), en: z.string() });
const yesNo = z.enum(["yes", "no"]).transform((word) => word === "yes");

const dataClasses = z.strictObject({
  classes: z.record(
    z.string(),
    bilingual.extend({ article: z.string(), sensitive: z.union([yesNo, z.boolean()]) }),
  ),
  everywhere: z.record(z.string(), z.array(z.string())),
  tables: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});

const activity = z.strictObject({
  code: z.string(),
  title: bilingual,
  purpose: bilingual,
  basis: bilingual.extend({ article: z.string() }),
  subjects: bilingual,
  tables: z.array(z.string()).min(1),
  recipients: bilingual,
  retention: z.string(),
});
export type Activity = z.infer<typeof activity>;

const retentionRule = z.strictObject({
  title: bilingual,
  starts: z.enum(["load", "last-load", "decision", "end-of-cover", "payment", "entry"]),
  entries: z
    .array(
      z.strictObject({
        from: z.string(),
        years: z.number().int().positive(),
        source: z.string(),
        confidence: z.enum(["text-read", "to-be-confirmed"]),
      }),
    )
    .min(1),
  afterwards: bilingual,
});
export type RetentionRule = z.infer<typeof retentionRule>;

const requestDuty = z.strictObject({
  title: bilingual,
  right: z.string(),
  duty: z.string(),
  hours: z.number().int().positive(),
  clock: z.enum(["law", "house"]),
  refusals: z.array(z.string()).min(1),
});

const requests = z.strictObject({
  ...(Object.fromEntries(requestKinds.map((kind) => [kind, requestDuty])) as Record<
    (typeof requestKinds)[number],
    typeof requestDuty
  >),
  reasons: z.record(z.string(), bilingual.extend({ article: z.string() })),
});

const safeguards = z.strictObject({
  safeguards: z.array(bilingual.extend({ where: z.string() })),
  risks: z.array(bilingual),
});

/** What the law and the house ask of whoever keeps people's data, as data: the files of `duties/`. */
export interface Duties {
  readonly classes: z.infer<typeof dataClasses>;
  readonly activities: readonly Activity[];
  readonly retention: Readonly<Record<string, RetentionRule>>;
  readonly requests: z.infer<typeof requests>;
  readonly safeguards: z.infer<typeof safeguards>;
}

let loaded: Duties | null = null;

/** Reads and checks the duties once; a file that does not fit its shape ends the program with where. */
export function loadDuties(): Duties {
  loaded ??= {
    classes: read("data-classes.yaml", dataClasses),
    activities: read("activities.yaml", z.array(activity)),
    retention: read("retention.yaml", z.record(z.string(), retentionRule)),
    requests: read("requests.yaml", requests),
    safeguards: read("safeguards.yaml", safeguards),
  };
  return loaded;
}

function read<Shape>(name: string, shape: z.ZodType<Shape>): Shape {
  const file = path.join(projectRoot(), "src", "privacy", "duties", name);
  const answer = shape.safeParse(parse(readFileSync(file, "utf8")));
  if (!answer.success)
    throw new Error(`src/privacy/duties/${name}: ${z.prettifyError(answer.error)}`);
  return answer.data;
}
