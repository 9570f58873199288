import ts from "typescript";
import { checkNik } from "../../src/kernel/nik.ts";
import { rooms } from "../../src/rooms.ts";
import { findRoomOf, isTestFile } from "./source-files.ts";

export interface TidyFinding {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** Words that make a core depend on the moment or the machine, and what to write instead. */
const banned: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  {
    pattern: /^Math\.random$|^(crypto\.)?(randomBytes|randomUUID|randomInt|getRandomValues)$/,
    instead: "randomness comes from outside: take a seed or an id as an argument",
  },
  {
    pattern: /^Date\.now$|^performance\.now$|^new Date$|^Date$/,
    instead: "a day is a PlainDate and today is an argument; instants are made in src/platform",
  },
  {
    pattern: /^process\.env$/,
    instead: "settings are read once, in src/app; take the value as an argument",
  },
];

const kebab = /^(\.?[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z0-9-]+)*\.tsx?$/;
const emptyNames = /^(utils?|helpers?|managers?|data|info|misc|common|shared)\./;
const openTaskWords = ["TODO", "FIXME", "XXX"].join("|");
const openTasks = new RegExp(`(?://|\\*)[^\\n]*\\b(?:${openTaskWords})\\b`, "g");

/** Reads one file and answers what in it is against the style of the house and not seen by the linter. */
export function checkTidy(file: string, source: string): readonly TidyFinding[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const finding = (position: number, problem: string): TidyFinding => ({
    file,
    line: parsed.getLineAndCharacterOfPosition(position).line + 1,
    problem,
  });
  return [
    ...checkName(file).map((problem) => finding(0, problem)),
    ...findOpenTasks(source).map((position) =>
      finding(
        position,
        "an open task in the code: do it, or write an issue and say here what holds until then",
      ),
    ),
    ...findProblems(parsed, isBound(file)).map(({ position, problem }) =>
      finding(position, problem),
    ),
  ];
}

/** Rooms and the kernel are bound to be replayable; platform, app, tests and tools touch the world. */
function isBound(file: string): boolean {
  const room = findRoomOf(file);
  return room !== null && room !== "platform" && room !== "app" && !isTestFile(file);
}

function checkName(file: string): readonly string[] {
  const name = file.split("/").at(-1) ?? "";
  const room = findRoomOf(file);
  const isKnown = room === null || room in rooms || ["kernel", "platform", "app"].includes(room);
  return [
    ...(kebab.test(name) ? [] : [`the name ${name} is not kebab-case`]),
    ...(emptyNames.test(name)
      ? [`the name ${name} says nothing; name the file after the one thing it exports`]
      : []),
    ...(isKnown
      ? []
      : [
          `src/${room} is no room; add it to src/rooms.ts with its question and whose door it may open`,
        ]),
  ];
}

function findOpenTasks(source: string): readonly number[] {
  return [...source.matchAll(openTasks)].map((match) => match.index);
}

interface Problem {
  readonly position: number;
  readonly problem: string;
}

function findProblems(parsed: ts.SourceFile, bound: boolean): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: ts.Node) => {
    const word = wordOf(node);
    const ban =
      bound && word !== null ? banned.find(({ pattern }) => pattern.test(word)) : undefined;
    if (ban) problems.push({ position: node.getStart(), problem: `${word}: ${ban.instead}` });
    if (isLiteral(node) && !isTestFile(parsed.fileName) && holdsNik(node.text)) {
      problems.push({
        position: node.getStart(),
        problem: "a number that could be somebody's NIK: real or not, none stands in the program",
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return problems;
}

/** "Math.random" of a property access, "new Date" and "Date" of a call; null for what is no word of interest. */
function wordOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.getText().replace(/^globalThis\./, "");
  if (ts.isNewExpression(node)) return `new ${node.expression.getText()}`;
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return node.expression.text;
  return null;
}

function isLiteral(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isLiteralExpression(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

function holdsNik(text: string): boolean {
  return (text.match(/(?<!\d)\d{16}(?!\d)/g) ?? []).some((digits) => "nik" in checkNik(digits));
}
