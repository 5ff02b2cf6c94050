/** `2026-03-02 08:00:05 +02:00`, in the zone of the machine unless another is given: the times of one text can be compared. */
export function showMoment(at: number, timeZone: string = zoneName()): string {
  const { day, offset } = formatsOf(timeZone);
  const said = offset
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")
    ?.value.replace("GMT", "");
  return `${day.format(at)} ${said === undefined || said === "" || said === "+00:00" ? "UTC" : said}`;
}

/** `2026-03-02 08:00`, under a head that names the zone. */
export function showMinute(at: number, timeZone: string = zoneName()): string {
  return formatsOf(timeZone).day.format(at).slice(0, 16);
}

/** The zone in which moments are shown, by its name. */
export function zoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly offset: Intl.DateTimeFormat;
}

/** They take longer to make than a line of the log to write. */
const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", hour12: false, timeZone }),
    offset: new Intl.DateTimeFormat("en", { timeZoneName: "longOffset", timeZone }),
  };
  formats.set(timeZone, made);
  return made;
}
