import { readAsUtf8 } from "./xml-chunks.ts";
import { CLOSE, END, NEED_MORE, OPEN, XmlScanner } from "./xml-scanner.ts";

/**
 * Visits every element of a small part in order. `parents` are local names from the root down;
 * the scanner tells the element's name and attributes and is not to be kept.
 */
export async function visitElements(
  chunks: AsyncIterable<Buffer>,
  visit: (element: XmlScanner, parents: readonly string[]) => void,
): Promise<void> {
  const scanner = new XmlScanner();
  const parents: string[] = [];
  const drain = (): void => {
    for (;;) {
      const found = scanner.next();
      if (found === NEED_MORE || found === END) return;
      if (found === OPEN) {
        visit(scanner, parents);
        parents.push(scanner.localName);
      } else if (found === CLOSE) parents.pop();
    }
  };
  for await (const chunk of readAsUtf8(chunks)) {
    scanner.feed(chunk);
    drain();
  }
  scanner.finish();
  drain();
}
