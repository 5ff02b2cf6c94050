/** Calendar dates as `YYYY-MM-DD` (years 0001 to 9999), by the Gregorian calendar. No clock and no machine's time zone. */
export interface CalendarDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** From 1. */
  readonly day: number;
}

/** A date that does not exist, or a zone that nobody knows. The message is a whole sentence. */
export class DateFault extends Error {
  override name = "DateFault";
}

const DAY = 86_400_000;
const DASH = 45;
const ZERO = 48;
const LAST_YEAR = 9999;

export function isDate(text: string): boolean {
  return parseDate(text) !== undefined;
}

/** Undefined for any other form and for days that do not exist, such as 2026-02-30. */
export function parseDate(text: string): CalendarDate | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  // What is no digit makes them NaN, which no comparison holds of.
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : undefined;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

export function printDate({ year, month, day }: CalendarDate): string {
  if (year < 1 || year > LAST_YEAR) throw new DateFault(`the year ${year} is outside 1 to ${LAST_YEAR}`);
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

export function addDays(date: string, days: number): string {
  return printDate(dateOfDay(dayNumber(known(date)) + days));
}

/** The same day of another month, or that month's last day: a month after 2026-01-31 is 2026-02-28. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = known(date);
  const count = year * 12 + month - 1 + months;
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  return printDate({ year: toYear, month: toMonth, day: Math.min(day, daysInMonth(toYear, toMonth)) });
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(known(to)) - dayNumber(known(from));
}

export function startOfMonth(date: string): string {
  return printDate({ ...known(date), day: 1 });
}

export function endOfMonth(date: string): string {
  const { year, month } = known(date);
  return printDate({ year, month, day: daysInMonth(year, month) });
}

/** By ISO 8601: Monday is 1, Sunday is 7. */
export function weekday(date: string): number {
  const day = dayNumber(known(date));
  // Day 0, 1970-01-01, was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: CalendarDate): number {
  // Years begin in March here, so that the leap day is a year's last; 153 days are any five months from March on.
  const shifted = month > 2 ? year : year - 1;
  const century = Math.floor(shifted / 100);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return 365 * shifted + Math.floor(shifted / 4) - century + Math.floor(century / 4) + dayOfYear - 719_468;
}

/** The date of a day counted from 1970-01-01. */
export function dateOfDay(day: number): CalendarDate {
  const sinceMarch = day + 719_468;
  const era = Math.floor(sinceMarch / 146_097);
  const dayOfEra = sinceMarch - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fifth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fifth < 10 ? fifth + 3 : fifth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fifth + 2) / 5) + 1,
  };
}

interface DateTime {
  readonly date: string;
  /** Milliseconds since midnight by the text's own clock. */
  readonly time: number;
  /** Minutes east of UTC; undefined when the text names no offset. */
  readonly offset: number | undefined;
}

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?)?$/;

/** ISO 8601: a date with a time, or a date alone (midnight). */
export function isDateTime(text: string): boolean {
  return parseDateTime(text) !== undefined;
}

/**
 * The calendar date that a datetime itself names: `2026-01-31T23:30:00-05:00` is the 31st wherever it is read. With `zone`
 * (such as `Europe/Helsinki`) the date that it was there; a text without an offset names no instant and keeps its own date.
 * Undefined when the text is no datetime.
 */
export function dateOfDateTime(text: string, zone?: string): string | undefined {
  const parsed = parseDateTime(text);
  if (parsed === undefined || zone === undefined || parsed.offset === undefined) return parsed?.date;
  return dateAt(epochOf(parsed, parsed.offset), zone);
}

/** Milliseconds since 1970-01-01T00:00Z; a text without an offset is taken as UTC. Undefined when it is no datetime. */
export function epochOfDateTime(text: string): number | undefined {
  const parsed = parseDateTime(text);
  return parsed && epochOf(parsed, parsed.offset ?? 0);
}

/** `2026-01-31T12:00:00.000Z` for milliseconds since 1970-01-01T00:00Z. */
export function printInstant(epoch: number): string {
  const day = Math.floor(epoch / DAY);
  const time = Math.floor(epoch - day * DAY);
  const seconds = Math.floor(time / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(":");
  return `${printDate(dateOfDay(day))}T${clock}.${String(time % 1000).padStart(3, "0")}Z`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar date in a zone at an instant (milliseconds since 1970-01-01T00:00Z). Throws `DateFault` for unknown zones. */
export function dateAt(epoch: number, zone: string): string {
  const parts = formatterFor(zone).formatToParts(epoch);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return printDate({ year: part("year"), month: part("month"), day: part("day") });
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      calendar: "iso8601",
      year: "numeric",
      month: "numeric",
      day: "numeric",
    });
    formatters.set(zone, made);
    return made;
  } catch {
    throw new DateFault(`"${zone}" is not a time zone; one looks like Europe/Helsinki`);
  }
}

function parseDateTime(text: string): DateTime | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [
    ,
    date = "",
    hour = "0",
    minute = "0",
    second = "0",
    fraction = "0",
    utc,
    direction,
    offsetHours = "0",
    offsetMinutes = "0",
  ] = parts;
  // 24:00 and leap seconds exist in ISO 8601, but no system here sends them; 60 would name two instants.
  if (!isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const time =
    (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  const away = Number(offsetHours) * 60 + Number(offsetMinutes);
  return {
    date,
    time,
    offset: utc !== undefined ? 0 : direction === undefined ? undefined : direction === "-" ? -away : away,
  };
}

function epochOf({ date, time }: DateTime, offset: number): number {
  return dayNumber(known(date)) * DAY + time - offset * 60_000;
}

function known(text: string): CalendarDate {
  const date = parseDate(text);
  if (date === undefined) throw new DateFault(`"${text}" is not a date; one looks like 2026-01-31`);
  return date;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
