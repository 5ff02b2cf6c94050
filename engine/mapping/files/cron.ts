/** One field of a cron pattern that cannot be, by its place in the pattern. */
export interface CronFault {
  readonly start: number;
  readonly end: number;
  /** `minute` */
  readonly field: string;
  /** What it may be, for people. */
  readonly expected: string;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTHS_IN_FULL = [
  ..."january february march april may june july august september october november december".split(" "),
];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAYS_IN_FULL = [..."sunday monday tuesday wednesday thursday friday saturday".split(" ")];

const FIELDS: readonly Field[] = [
  { name: "second", least: 0, most: 59 },
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: [...MONTHS, ...MONTHS_IN_FULL] },
  { name: "day of the week", least: 0, most: 7, names: [...DAYS, ...DAYS_IN_FULL] },
];

/** What is wrong with a pattern of five fields, or of six with seconds before them. */
export function cronFaults(pattern: string): readonly CronFault[] {
  const words = [...pattern.matchAll(/\S+/g)];
  const fields = words.length > 5 ? FIELDS : FIELDS.slice(1);
  return words.flatMap(({ 0: word, index }, at) => {
    const field = fields[at];
    if (field === undefined || word.split(",").every((part) => isPart(part, field))) return [];
    return [{ start: index, end: index + word.length, field: field.name, expected: expectedOf(field) }];
  });
}

/** `*`, `5`, `1-5`, with a step behind a stroke: `0-30/10`. */
function isPart(part: string, field: Field): boolean {
  const [range = "", step, ...more] = part.split("/");
  if (
    more.length > 0 ||
    (step !== undefined && !(isNumber(step) && Number(step) > 0 && Number(step) <= field.most + 1))
  )
    return false;
  if (range === "*") return true;
  const [from, to, ...others] = range.split("-").map((end) => placeOf(end, field));
  if (others.length > 0 || from === undefined) return false;
  if (range.includes("-")) return to !== undefined && from <= to;
  // A step from one number on is no form that every reader of patterns knows.
  return step === undefined;
}

function placeOf(text: string, { least, most, names }: Field): number | undefined {
  if (isNumber(text)) return Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
  const name = names?.indexOf(text.toLowerCase()) ?? -1;
  return name === -1 || names === undefined ? undefined : (name % (most === 12 ? 12 : 7)) + least;
}

function isNumber(text: string): boolean {
  return /^\d{1,2}$/.test(text);
}

function expectedOf({ least, most, names }: Field): string {
  const numbers = `numbers from ${least} to ${most}`;
  const named = names === undefined ? "" : ` or ${names.slice(0, 2).join(", ")}, …`;
  return `${numbers}${named}, such as ${least + 1}, ${least + 1}-${least + 4}, ${least + 1},${least + 3} or */2`;
}
