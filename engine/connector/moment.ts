import { dateOfDay, dayNumber, epochOfDateTime } from "../value/date.ts";
import type { MomentFormat } from "./description.ts";

const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment (ISO datetime) in the vendor's form and zone, moved back by the overlap: the other clock may be behind ours.
 * Undefined when `moment` is no datetime. Letters of the form: `yyyy MM dd HH mm ss`; between `'` text stands as it is.
 */
export function writeMoment(moment: string, format: MomentFormat): string | undefined {
  const epoch = epochOfDateTime(moment);
  if (epoch === undefined) return undefined;
  const parts = partsIn(Math.floor((epoch - format.overlapMs) / 1000) * 1000, format.zone);
  return format.format.replace(
    /'([^']*)'|yyyy|MM|dd|HH|mm|ss/g,
    (word, quoted?: string) => quoted ?? parts[word] ?? word,
  );
}

function partsIn(epoch: number, zone: string): Readonly<Record<string, string>> {
  if (zone === "UTC") return partsInUtc(epoch);
  const parts = Object.fromEntries(
    formatterFor(zone)
      .formatToParts(epoch)
      .map((part) => [part.type, part.value]),
  );
  return {
    yyyy: parts["year"]?.padStart(4, "0") ?? "",
    MM: parts["month"] ?? "",
    dd: parts["day"] ?? "",
    HH: parts["hour"] ?? "",
    mm: parts["minute"] ?? "",
    ss: parts["second"] ?? "",
  };
}

function partsInUtc(epoch: number): Readonly<Record<string, string>> {
  const day = Math.floor(epoch / DAY);
  const seconds = Math.floor((epoch - day * DAY) / 1000);
  const date = dateOfDay(day);
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    yyyy: String(date.year).padStart(4, "0"),
    MM: two(date.month),
    dd: two(date.day),
    HH: two(Math.floor(seconds / 3600)),
    mm: two(Math.floor(seconds / 60) % 60),
    ss: two(seconds % 60),
  };
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const two = "2-digit" as const;
  const made = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formatters.set(zone, made);
  return made;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HTTP_DATE = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/**
 * What a Retry-After header asks for, in milliseconds from `now`, a day at most: then it is asked again. Undefined when it
 * says nothing that can be understood.
 */
export function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const text = retryAfter.trim();
  if (/^\d{1,6}$/.test(text)) return Math.min(Number(text) * 1000, DAY);
  const parts = HTTP_DATE.exec(text);
  const month = MONTHS.indexOf(parts?.[2] ?? "") + 1;
  if (parts === null || month === 0) return undefined;
  const day = dayNumber({ year: Number(parts[3]), month, day: Number(parts[1]) });
  const at = day * DAY + (Number(parts[4]) * 3600 + Number(parts[5]) * 60 + Number(parts[6])) * 1000;
  return Math.min(Math.max(0, at - now), DAY);
}
