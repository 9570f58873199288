/** A part of a document to print: a heading, sentences, named facts, a table. All of it plain text. */
export interface DocumentPart {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly facts?: readonly (readonly [string, string])[];
  readonly table?: {
    readonly headings: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}

const style = `body{font:11pt/1.5 "Plus Jakarta Sans",system-ui,sans-serif;color:#14292c;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;break-after:avoid}p{margin:.3rem 0}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.2rem 1rem;margin:.3rem 0}dt{color:#4b5d5f}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:9.5pt}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #c9c0ae;padding:.25rem .5rem .25rem 0;overflow-wrap:anywhere}
tr{break-inside:avoid}footer{margin-top:2rem;color:#4b5d5f;font-size:9pt}@page{margin:18mm}`;

/** One file that prints and opens anywhere: no script, no picture, nothing fetched. */
export function printablePage(
  language: "id" | "en",
  title: string,
  lead: readonly string[],
  parts: readonly DocumentPart[],
): string {
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...lead.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...parts.map(partHtml),
  ];
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>\n${body.join("\n")}\n</body></html>\n`;
}

function partHtml({ heading, paragraphs = [], facts = [], table }: DocumentPart): string {
  const lines = [
    `<section><h2>${escapeHtml(heading)}</h2>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
  ];
  if (facts.length > 0)
    lines.push(
      `<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`,
    );
  if (table !== undefined) {
    const head = table.headings.map((text) => `<th>${escapeHtml(text)}</th>`).join("");
    const rows = table.rows.map(
      (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`,
    );
    lines.push(`<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`);
  }
  return `${lines.join("\n")}</section>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
