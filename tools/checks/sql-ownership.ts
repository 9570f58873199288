import ts from "typescript";
import { type RoomName, rooms } from "../../src/rooms.ts";
import { findRoomOf, isTestFile } from "./source-files.ts";
import { findTableUses, hole, isSql, type TableUse, tokenize } from "./sql-text.ts";

/** Where a file breaks "each room owns a schema; only its store.ts writes there; others read what it publishes". */
export interface SqlFinding {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** Functions of the database that every room may call. */
const openFunctions = new Set(["current_regency", "current_actor", "uuid8"]);

/** What one room may do in a schema that is not its own, and why. */
const exceptions: readonly {
  readonly room: RoomName;
  readonly verb: TableUse["verb"];
  readonly table: string;
  readonly because: string;
}[] = [
  {
    room: "intake",
    verb: "insert",
    table: "platform.identifier",
    because:
      "the vault rows of a whole load move from staging in one statement; src/platform/vault made their ciphers",
  },
  {
    room: "intake",
    verb: "insert",
    table: "platform.data_key",
    because:
      "the key of a load is written in the transaction of the load; src/platform/vault wrapped it",
  },
];

const schemas: ReadonlySet<string> = new Set([...Object.keys(rooms), "platform", "migration"]);

/** Reads one source file and answers what its SQL does that it may not do. */
export function checkSqlOwnership(file: string, source: string): readonly SqlFinding[] {
  if (!file.startsWith("src/") || isTestFile(file)) return [];
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => parsed.getLineAndCharacterOfPosition(position).line + 1;
  const finding = (position: number, problem: string) => ({
    file,
    line: lineOf(position),
    problem,
  });
  const mayHoldSql = isPlaceOfSql(file);
  const findings: SqlFinding[] = [];
  for (const statement of findStatements(parsed)) {
    if (mayHoldSql) {
      for (const { use, problem } of problemsOf(file, statement.uses)) {
        findings.push(finding(statement.positionOf(use.offset), problem));
      }
    } else {
      findings.push(
        finding(
          statement.positionOf(0),
          "SQL outside store.ts: move the query into the room's store.ts as a named function",
        ),
      );
    }
  }
  if (!mayHoldSql) {
    for (const position of findQueryCalls(parsed)) {
      findings.push(
        finding(
          position,
          "calls .query(): only store.ts talks to the database; export a named function there",
        ),
      );
    }
  }
  return findings;
}

/** How many statements of SQL a file holds: a check that finds none in the whole house is blind. */
export function countStatements(file: string, source: string): number {
  return findStatements(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)).length;
}

function isPlaceOfSql(file: string): boolean {
  const room = findRoomOf(file);
  return room === "platform" || (room !== null && room in rooms && file === `src/${room}/store.ts`);
}

function problemsOf(
  file: string,
  uses: readonly TableUse[],
): readonly { readonly use: TableUse; readonly problem: string }[] {
  const room = findRoomOf(file) ?? "";
  return uses.flatMap((use) => {
    const problem =
      room === "platform" ? problemOfPlatform(use) : problemOfRoom(room as RoomName, use);
    return problem === null ? [] : [{ use, problem }];
  });
}

function problemOfPlatform({ verb, schema, name }: TableUse): string | null {
  if (schema === null || !(schema in rooms)) return null;
  return `${verb} ${schema}.${name}: platform knows no room; the room does this in its store.ts`;
}

function problemOfRoom(room: RoomName, use: TableUse): string | null {
  const { verb, schema, name } = use;
  const table = `${schema}.${name}`.replaceAll(hole, "(…)");
  if (verb === "define") {
    // A name that is put in can only be a temporary table's: the roles of the application define nothing else.
    const isTemporary = schema === null || schema === hole || name === hole;
    return isTemporary
      ? null
      : `defines ${table}: the schema changes by a migration only (migrations/)`;
  }
  if (name === hole || schema === hole) {
    return `${verb} ${table.replace(/^null\./, "")}: write the table's name out, or this check cannot see whose it is`;
  }
  if (schema === null || schema === room || !schemas.has(schema)) return null;
  if (exceptions.some((one) => one.room === room && one.verb === verb && one.table === table))
    return null;
  if (verb !== "read")
    return `${verb} ${table}: only ${schema} writes its own schema; call its server.ts`;
  if (schema === "platform" && use.isCall && openFunctions.has(name)) return null;
  return problemOfReading(room, schema, table, name);
}

function problemOfReading(
  room: RoomName,
  schema: string,
  table: string,
  name: string,
): string | null {
  if (!(schema in rooms)) {
    return `reads ${table}: ${schema} is reached through functions of src/platform, not by SQL of a room`;
  }
  if (!name.startsWith("published_")) {
    return `reads ${table}: others read ${schema}.published_* only; publish what is missing in a migration (or, if ${schema} is an alias here, choose another)`;
  }
  const opened = rooms[room].opens;
  if ((opened as readonly string[]).includes(schema)) return null;
  return `reads ${table}: ${room} may not open ${schema}; it opens ${opened.join(", ") || "no room"} (src/rooms.ts)`;
}

interface Statement {
  readonly uses: readonly TableUse[];
  positionOf(offset: number): number;
}

/** The SQL among the strings of a file: templates, literals, and literals joined by +. */
function findStatements(parsed: ts.SourceFile): readonly Statement[] {
  const statements: Statement[] = [];
  const visit = (node: ts.Node) => {
    const pieces = piecesOf(node);
    if (pieces === null) {
      ts.forEachChild(node, visit);
      return;
    }
    const text = pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
    const tokens = tokenize(text);
    if (isSql(tokens, text, schemas)) {
      statements.push({
        uses: findTableUses(tokens, schemas),
        positionOf: (offset) => positionIn(pieces, node, offset),
      });
    }
    // What is put into a statement may hold a statement of its own.
    for (const inner of innerExpressions(node)) visit(inner);
  };
  visit(parsed);
  return statements;
}

type Piece = { readonly text: string; readonly position: number } | typeof hole;

/** The text of a string expression, with a hole for what is put in; null for anything else. */
function piecesOf(node: ts.Node): readonly Piece[] | null {
  if (ts.isImportDeclaration(node.parent ?? node) || ts.isLiteralTypeNode(node.parent ?? node))
    return null;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return [{ text: node.text, position: node.getStart() + 1 }];
  }
  if (ts.isTemplateExpression(node)) {
    const head: readonly Piece[] = [{ text: node.head.text, position: node.head.getStart() + 1 }];
    return head.concat(
      node.templateSpans.flatMap((span) => [
        hole,
        { text: span.literal.text, position: span.literal.getStart() + 1 },
      ]),
    );
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const sides = [piecesOf(node.left), piecesOf(node.right)];
    return sides.every((side) => side === null) ? null : sides.flatMap((side) => side ?? [hole]);
  }
  return null;
}

function innerExpressions(node: ts.Node): readonly ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression);
  if (!ts.isBinaryExpression(node)) return [];
  return [node.left, node.right].flatMap((side) =>
    piecesOf(side) === null ? [side] : innerExpressions(side),
  );
}

function positionIn(pieces: readonly Piece[], node: ts.Node, offset: number): number {
  let before = 0;
  for (const piece of pieces) {
    const length = typeof piece === "string" ? piece.length : piece.text.length;
    if (offset < before + length && typeof piece !== "string")
      return piece.position + offset - before;
    before += length;
  }
  return node.getStart();
}

function findQueryCalls(parsed: ts.SourceFile): readonly number[] {
  const positions: number[] = [];
  const visit = (node: ts.Node) => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "query"
    ) {
      positions.push(node.expression.name.getStart());
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return positions;
}
