import { describe, expect, test } from "vitest";
import { judgePassword } from "./password-policy.ts";

const person = { name: "Andi Fulanah Rekaan", email: "fulanah.rekaan@contoh.id" };

describe("a password", () => {
  const cases: readonly (readonly [string, ReturnType<typeof judgePassword>, string])[] = [
    ["kuda betina makan", null, "a few words that belong to nobody"],
    ["tiga becak biru", null, "words with spaces"],
    ["xT9wpLmZ4vQr", null, "twelve signs of chance"],
    ["ayamgoreng1", "too-short", "eleven signs"],
    ["a".repeat(12), "common", "one sign, repeated"],
    ["abababababab", "common", "two signs in turn"],
    ["123456789012", "common", "digits in order, no letters"],
    ["password1234", "common", "the first guess of all"],
    ["P@ssw0rd2024", "common", "the same with digits and signs for letters"],
    ["Makassar2024!", "common", "the city and a year"],
    ["payungpayung", "common", "a listed word twice"],
    ["qwertyuiop12", "common", "a run of keys"],
    ["Rekaan198503", "personal", "the own name and a birth date"],
    ["fulanah.rekaan", "personal", "the own address"],
    ["x".repeat(129), "too-long", "more than is read"],
    ["kamboja-Rekaan-77-senja", null, "the own name among others"],
  ];
  test.each(cases)("%s: %s (%s)", (password, fault) => {
    expect(judgePassword(password, person)).toBe(fault);
  });
});
