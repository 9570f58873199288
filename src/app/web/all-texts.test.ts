import { describe, expect, test } from "vitest";
import { allTexts } from "./all-texts.ts";

/** The values a sentence waits for, without repeats: `{{n}}` of `{{n}} dari {{rows}}`. */
function valuesOf(sentence: string | undefined): readonly string[] {
  const found = [...(sentence ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "");
  return [...new Set(found)].sort();
}

describe.each(allTexts)("the words of $room", ({ id, en }) => {
  test("every sentence exists in both languages, and English tells one from many", () => {
    const plain = Object.keys(en).filter((key) => !key.endsWith("_one"));
    expect(plain.sort()).toEqual(Object.keys(id).sort());
    for (const key of Object.keys(id).filter((each) => each.endsWith("_other")))
      expect(Object.keys(en)).toContain(key.replace(/_other$/, "_one"));
  });

  test("both languages say the same figures, and no sentence is empty", () => {
    for (const [key, sentence] of Object.entries(id)) {
      expect(sentence.trim(), key).not.toBe("");
      expect(en[key]?.trim(), key).not.toBe("");
      expect(valuesOf(en[key]), key).toEqual(valuesOf(sentence));
    }
  });
});
