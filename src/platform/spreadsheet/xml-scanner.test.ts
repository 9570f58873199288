import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { CLOSE, END, NEED_MORE, OPEN, TEXT, XmlScanner } from "./xml-scanner.ts";

type Event = readonly [kind: string, ...rest: readonly string[]];

/** Events as told by the scanner when the document arrives cut at these places. */
function scan(xml: string, cuts: readonly number[]): readonly Event[] {
  const bytes = Buffer.from(xml);
  const edges = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const scanner = new XmlScanner();
  const events: Event[] = [];
  const drain = (): void => {
    for (;;) {
      const found = scanner.next();
      if (found === NEED_MORE || found === END) return;
      if (found === OPEN) {
        const values = Array.from({ length: scanner.attributeCount }, (_, i) =>
          scanner.attributeText(i),
        );
        events.push(["open", scanner.localName, ...values]);
      } else if (found === CLOSE) events.push(["close"]);
      else if (found === TEXT) addText(events, scanner.text);
    }
  };
  let from = 0;
  for (const edge of [...edges, bytes.length]) {
    scanner.feed(bytes.subarray(from, edge));
    drain();
    from = edge;
  }
  scanner.finish();
  drain();
  return events;
}

/** The same events as told by saxes, a strict parser of XML. */
function scanBySaxes(xml: string): readonly Event[] {
  const parser = new SaxesParser({});
  const events: Event[] = [];
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    depth++;
    events.push(["open", name.slice(name.indexOf(":") + 1), ...Object.values(attributes)]);
  });
  parser.on("closetag", () => {
    depth--;
    events.push(["close"]);
  });
  parser.on("text", (text) => {
    if (depth > 0) addText(events, text);
  });
  parser.on("cdata", (text) => addText(events, text));
  parser.write(xml).close();
  return events;
}

function addText(events: Event[], text: string): void {
  if (text === "") return;
  const last = events.at(-1);
  if (last?.[0] === "text") events[events.length - 1] = ["text", last[1] + text];
  else events.push(["text", text]);
}

const anyName = fc.constantFrom("c", "x:c", "row", "v", "worksheet", "x14ac:dyDescent", "_a-b.1");
const anyText = fc
  .array(
    fc.constantFrom(
      "a",
      "Sitti",
      " ",
      "\n",
      "\r\n",
      "\r",
      "&amp;",
      "&#13;",
      "&#x1F600;",
      "é",
      "😀",
      ">",
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));
const anyValue = fc
  .array(fc.constantFrom("A1", "x", " ", "&lt;", "&quot;", "é", ">", "/", "="), { maxLength: 4 })
  .map((pieces) => pieces.join(""));
const anyAttribute = fc.tuple(fc.constantFrom('"', "'"), anyValue, fc.constantFrom("", " ", "\n"));
const anyAside = fc.oneof(
  fc.constantFrom("<!---->", "<!-- <c> -> -->", "<?x y?>"),
  anyText.map((text) => `<![CDATA[${text}<c>]]>`),
);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(anyName, fc.array(anyAttribute, { maxLength: 4 }), fc.boolean(), tie("content"))
    .map(([name, attributes, selfClosed, content]) => {
      const written = attributes.map(
        ([quote, value, space], i) => ` ${"rstu"[i]}${space}=${space}${quote}${value}${quote}`,
      );
      const opening = `<${name}${written.join("")}`;
      return selfClosed ? `${opening} />` : `${opening}>${content}</${name} >`;
    }),
  content: fc
    .array(fc.oneof({ maxDepth: 4 }, anyText, anyAside, tie("element")), { maxLength: 4 })
    .map((pieces) => pieces.join("")),
}));

describe("the scanner reads XML", () => {
  test("as a strict parser does, wherever the chunks are cut", () => {
    const anyCuts = fc.array(fc.nat(), { maxLength: 30 });
    fc.assert(
      fc.property(element, anyCuts, (root, cuts) => {
        const xml = `<?xml version="1.0"?>\n${root}\n<!-- end -->`;
        expect(scan(xml, cuts)).toEqual(scanBySaxes(xml));
      }),
      { numRuns: 1000 },
    );
  });

  test("cut after every single byte", () => {
    const xml = `<a:row r='1' s="&amp;2"><!--x--><c/><v>é&#x41;<![CDATA[<&>]]></v>\r\n</a:row>`;
    const everywhere = Array.from({ length: Buffer.byteLength(xml) }, (_, i) => i);
    expect(scan(xml, everywhere)).toEqual([
      ["open", "row", "1", "&2"],
      ["open", "c"],
      ["close"],
      ["open", "v"],
      ["text", "éA<&>"],
      ["close"],
      ["text", "\n"],
      ["close"],
    ]);
  });

  test.each([
    ["ends in the middle of a tag", "<a><b"],
    ["ends before its elements are closed", "<a><b></b>"],
    ["is empty", "   "],
    ["closes another element than it opened", "<a><b></a></b>"],
    ["has two roots", "<a/><b/>"],
    ["has text outside its root", "<a/>x"],
    ["has an attribute without quotation marks", "<a b=1></a>"],
    ["has an attribute without value", "<a b></a>"],
    ["leaves a quotation mark open", '<a b="1><c></c></a>'],
    ["has a reference without meaning", "<a>&nbsp;</a>"],
    ["has a bare ampersand", "<a>PT A & B</a>"],
    ["declares entities of its own", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ["is nested beyond reason", "<a>".repeat(300)],
  ])("and refuses it when it %s", (_, xml) => {
    expect(() => scan(xml, [])).toThrow();
    expect(() => scan(xml, [1, 3, 5, 7])).toThrow();
  });

  test("and refuses one endless piece instead of keeping it all", () => {
    const scanner = new XmlScanner();
    const piece = Buffer.alloc(4 * 1024 * 1024, "x");
    scanner.feed(Buffer.from("<a>"));
    expect(() => {
      for (let i = 0; i < 4; i++) {
        scanner.feed(piece);
        while (scanner.next() !== NEED_MORE);
      }
    }).toThrow(/larger than 8 MB/);
  });
});
