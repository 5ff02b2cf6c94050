/** A store that cannot be used: where it is, what was found, and what would be right. */
export class StoreFault extends Error {
  readonly place: string;
  readonly found: string;
  readonly advice: string;
  constructor(place: string, found: string, advice: string, cause?: unknown) {
    super(`${place}: ${found}. ${advice}`, { cause });
    this.name = "StoreFault";
    this.place = place;
    this.found = found;
    this.advice = advice;
  }
}
