const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["UCBrowser/", "UC Browser"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const systems = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** A browser as a person would call it: `Chrome, Android`. What says neither is shown as it calls itself, shortened. */
export function nameBrowser(userAgent: string | null): string {
  if (userAgent === null) return "–";
  const find = (list: readonly (readonly [string, string])[]) =>
    list.find(([mark]) => userAgent.includes(mark))?.[1];
  const named = [find(browsers), find(systems)].filter((part) => part !== undefined);
  return named.length > 0 ? named.join(", ") : userAgent.slice(0, 40);
}
