/**
 * Just enough of SQL to see which tables a statement writes and reads. It knows words, quoted names,
 * strings, comments and the verbs before a table's name; it does not know the grammar.
 */

/** Stands in a statement where the program puts in something that is not written there. */
export const hole = "\u0000";

export interface SqlToken {
  readonly kind: "word" | "hole" | "parameter" | "sign";
  /** Words in lower case, quoted names as they are. */
  readonly text: string;
  readonly offset: number;
}

export type TableVerb =
  | "read"
  | "insert"
  | "update"
  | "delete"
  | "merge"
  | "truncate"
  | "copy"
  | "lock"
  | "define";

export interface TableUse {
  readonly verb: TableVerb;
  /** Null where the name has none: a temporary table, a CTE, an alias. */
  readonly schema: string | null;
  /** `hole` where the program puts the name in. */
  readonly name: string;
  readonly isCall: boolean;
  readonly offset: number;
}

const tokenPattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_]*)\$[\s\S]*?\$\1\$|e?'(?:[^'\\]|''|\\[\s\S])*'|"((?:[^"]|"")*)"|\$\d+|[a-z_][a-z0-9_$]*|\d[\d._]*|\s+|[\s\S]/giy;

export function tokenize(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const match of sql.matchAll(new RegExp(tokenPattern.source, "gi"))) {
    const text = match[0];
    const offset = match.index;
    if (/^(\s|--|\/\*|\$[a-z_]*\$|e?')/i.test(text)) continue;
    if (match[2] !== undefined) tokens.push({ kind: "word", text: match[2], offset });
    else if (/^[a-z_]/i.test(text)) tokens.push({ kind: "word", text: text.toLowerCase(), offset });
    else if (text === hole) tokens.push({ kind: "hole", text, offset });
    else tokens.push({ kind: text.startsWith("$") ? "parameter" : "sign", text, offset });
  }
  return tokens;
}

/** Every table a statement writes, and every name with one of the `schemas` before it that it reads. */
export function findTableUses(
  tokens: readonly SqlToken[],
  schemas: ReadonlySet<string>,
): readonly TableUse[] {
  const uses: TableUse[] = [];
  const written = new Set<number>();
  tokens.forEach((token, at) => {
    const verb = token.kind === "word" ? verbAt(tokens, at) : null;
    if (verb === null) return;
    const use = nameAt(tokens, verb.nameAt, verb.verb);
    if (use === null) return;
    written.add(use.offset);
    uses.push(use);
  });
  tokens.forEach((token, at) => {
    if (written.has(token.offset) || tokens[at - 1]?.text === ".") return;
    if (token.kind !== "word" || !schemas.has(token.text)) return;
    const use = nameAt(tokens, at, "read");
    if (use?.schema) uses.push(use);
  });
  return uses.sort((one, other) => one.offset - other.offset);
}

const definable =
  /^(table|view|materialized|schema|function|role|policy|type|sequence|trigger|index|extension)$/;
const skipped = /^(only|table|if|not|exists|concurrently)$/;

/** The verb a word is here, and where the name of its table begins. */
function verbAt(
  tokens: readonly SqlToken[],
  at: number,
): { verb: TableVerb; nameAt: number } | null {
  const word = tokens[at]?.text;
  const next = tokens[at + 1]?.text ?? "";
  const before = tokens[at - 1]?.text ?? "";
  const nameAfter = (from: number) => {
    let name = from;
    while (skipped.test(tokens[name]?.text ?? "")) name += 1;
    return name;
  };
  if (word === "insert" && next === "into") return { verb: "insert", nameAt: at + 2 };
  if (word === "merge" && next === "into") return { verb: "merge", nameAt: nameAfter(at + 2) };
  if (word === "delete" && next === "from") return { verb: "delete", nameAt: nameAfter(at + 2) };
  if (word === "update" && !/^(for|do|key|on|or|before|after|,)$/.test(before) && next !== "set") {
    return { verb: "update", nameAt: nameAfter(at + 1) };
  }
  if (word === "truncate" && before !== ",") return { verb: "truncate", nameAt: nameAfter(at + 1) };
  if (word === "copy" && at === 0 && next !== "(") return { verb: "copy", nameAt: at + 1 };
  if (word === "lock" && next === "table") return { verb: "lock", nameAt: nameAfter(at + 1) };
  if (/^(create|alter|drop)$/.test(word ?? "")) return definitionAt(tokens, at, nameAfter);
  return null;
}

/** What is temporary belongs to the transaction, and an index to its table: neither is a definition. */
function definitionAt(
  tokens: readonly SqlToken[],
  at: number,
  nameAfter: (from: number) => number,
): { verb: TableVerb; nameAt: number } | null {
  let kind = at + 1;
  while (/^(or|replace|unique|unlogged)$/.test(tokens[kind]?.text ?? "")) kind += 1;
  if (!definable.test(tokens[kind]?.text ?? "")) return null;
  if (tokens[kind]?.text !== "index") return { verb: "define", nameAt: nameAfter(kind + 1) };
  const on = tokens.findIndex((token, place) => place > kind && token.text === "on");
  return on < 0 ? null : { verb: "define", nameAt: nameAfter(on + 1) };
}

function nameAt(tokens: readonly SqlToken[], at: number, verb: TableVerb): TableUse | null {
  const first = tokens[at];
  if (first === undefined || (first.kind !== "word" && first.kind !== "hole")) return null;
  const isPath = tokens[at + 1]?.text === ".";
  const last = isPath ? tokens[at + 2] : first;
  if (last === undefined || (last.kind !== "word" && last.kind !== "hole")) return null;
  return {
    verb,
    schema: isPath ? first.text : null,
    name: last.text,
    isCall: tokens[at + (isPath ? 3 : 1)]?.text === "(",
    offset: first.offset,
  };
}

/** Whether a string of the program is SQL: it begins as a statement does, or names a table of a schema. */
export function isSql(
  tokens: readonly SqlToken[],
  text: string,
  schemas: ReadonlySet<string>,
): boolean {
  const namesTable = tokens.some(
    (token, at) =>
      /^(from|join|into|update|using)$/.test(token.text) &&
      token.kind === "word" &&
      schemas.has(tokens[at + 1]?.text ?? "") &&
      tokens[at + 2]?.text === ".",
  );
  if (namesTable) return true;
  const isProse = /^\s*[A-Z][a-z]/.test(text) || /[.!?…]\s*$/.test(text);
  return !isProse && beginsAsStatement(tokens);
}

function beginsAsStatement(tokens: readonly SqlToken[]): boolean {
  const words = tokens.slice(0, 3).map((token) => token.text);
  const [first = "", second = ""] = words;
  const has = (text: string) => tokens.some((token) => token.text === text);
  switch (first) {
    case "select":
      return has("(") || has("*") || (has("from") && (has(",") || has("where") || has(".")));
    case "insert":
    case "merge":
      return second === "into";
    case "delete":
      return second === "from";
    case "update":
      return has("set") && has("=");
    case "with":
      return (
        has("as") && has("(") && (has("select") || has("insert") || has("update") || has("delete"))
      );
    case "copy":
      return has("stdin") || has("stdout");
    case "create":
    case "alter":
    case "drop":
      return /^(or|temp|temporary|unlogged|unique)$/.test(second) || definable.test(second);
    case "truncate":
    case "grant":
    case "revoke":
      return (
        tokens.length > 1 &&
        (has("table") || has("on") || has("to") || has("_") || tokens.length === 2)
      );
    case "lock":
      return second === "table";
    case "set":
      return /^(local|role|session|constraints)$/.test(second);
    default:
      return false;
  }
}
