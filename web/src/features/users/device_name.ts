type Marks = readonly (readonly [mark: RegExp, name: string])[];

// First match counts: Edge and Opera also say Chrome, and Chrome also says Safari.
const browsers: Marks = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: Marks = [
  [/iPhone|iPad/, "iPhone or iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux"],
];

function first(marks: Marks, userAgent: string): string | undefined {
  return marks.find(([mark]) => mark.test(userAgent))?.[1];
}

// "Firefox on Windows"; a program that is no browser is called by its first word.
export function deviceName(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined;
  const browser = first(browsers, userAgent);
  const system = first(systems, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? userAgent.split(/[/\s]/)[0];
}
