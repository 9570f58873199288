import { z } from "zod";

/** The specification as people write it, in YAML or JSON. See the room's README for a commented example. */
const columnSchema = z.strictObject({
  type: z.enum(["text", "name", "address", "day", "digits", "nik", "category", "place"]),
  from: z.string().min(1).optional(),
  language: z.enum(["none", "id"]).optional(),
  levels: z.array(z.int().min(1).max(60)).min(1).max(6).optional(),
  else_from: z.string().optional(),
  birth_date: z.string().optional(),
  sex: z.string().optional(),
  place: z.string().optional(),
});

const levelSchema = z.union([z.string(), z.array(z.string()).min(1)]);

const comparisonSchema = z.union([
  z.string(),
  z.strictObject({
    name: z.string().min(1),
    column: z.string().optional(),
    levels: z.array(levelSchema).min(1).max(14).optional(),
    unless_same_as: z.string().optional(),
    given: z.array(z.string()).max(3).optional(),
    rarity: z.boolean().optional(),
  }),
]);

export const writtenSpecSchema = z.strictObject({
  linkage: z.literal(1),
  mode: z.enum(["dedupe", "link"]).optional(),
  id: z.string().optional(),
  source: z.string().optional(),
  columns: z.record(z.string().min(1), columnSchema),
  comparisons: z.array(comparisonSchema).min(1).max(16),
  blocking: z.array(z.array(z.string()).min(1)).min(1).max(31),
  related: z.array(z.string()).optional(),
});

export type WrittenSpec = z.infer<typeof writtenSpecSchema>;
