import type { Room } from "../../src/rooms.ts";

/** What is wrong with the names of the decision records: each has its own number, and none is left out. */
export function checkDecisions(names: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const numbers: number[] = [];
  for (const name of [...names].sort()) {
    if (name === "DECLINED.md") continue;
    const number = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$/.exec(name)?.[1];
    if (number === undefined) {
      problems.push(`docs/decisions/${name}: a record is named NNNN-what-was-decided.md`);
    } else if (numbers.includes(Number(number))) {
      problems.push(`docs/decisions/${name}: another record bears the number ${number}`);
    } else numbers.push(Number(number));
  }
  for (let number = 1; number < Math.max(0, ...numbers); number += 1) {
    if (!numbers.includes(number))
      problems.push(`docs/decisions: there is no record ${String(number).padStart(4, "0")}`);
  }
  return problems;
}

/**
 * Compares the map of rooms in the README with src/rooms.ts. A row of the map is
 * `| [room](src/room/) | question | rooms it opens |`, in the order of the flow.
 */
export function checkRoomMap(
  readme: string,
  rooms: Readonly<Record<string, Room>>,
): readonly string[] {
  const shown = [...readme.matchAll(/^\| \[([a-z]+)\]\(src\/[a-z]+\/\) \| (.*) \| (.*) \|$/gm)].map(
    ([, room, question, opens]) => `${room} | ${question} | ${opens}`,
  );
  const wanted = Object.entries(rooms).map(
    ([room, { question, opens }]) =>
      `${room} | ${question} | ${opens.length > 0 ? opens.join(", ") : "-"}`,
  );
  if (shown.join("\n") === wanted.join("\n")) return [];
  const missing = wanted.filter((line) => !shown.includes(line));
  const wrong = shown.filter((line) => !wanted.includes(line));
  return [
    ...missing.map((line) => `README.md: the map of rooms lacks: ${line}`),
    ...wrong.map((line) => `README.md: src/rooms.ts says otherwise than: ${line}`),
    ...(missing.length + wrong.length === 0
      ? ["README.md: the map of rooms is in another order than src/rooms.ts"]
      : []),
  ];
}

/** Links of a page to files that are not there. `exists` answers for a path relative to the project. */
export function findBrokenLinks(
  file: string,
  markdown: string,
  exists: (path: string) => boolean,
): readonly string[] {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)].map(
    ([, link, image]) => (link ?? image ?? "").replace(/#.*$/, ""),
  );
  return targets
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .filter((target) => !exists(resolveLink(folder, target)))
    .map((target) => `${file}: the link to ${target} leads nowhere`);
}

function resolveLink(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${target}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}
