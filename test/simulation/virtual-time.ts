interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Simulated time: nothing takes time but what is scheduled, and the order of events depends on nothing else. */
export class VirtualTime {
  #now: number;
  #order = 0;
  /** A binary heap by time, then by order of scheduling. */
  readonly #events: Event[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, happen: () => void): void {
    this.at(this.#now + ms, happen);
  }

  at(time: number, happen: () => void): void {
    const event = { at: Math.max(time, this.#now), order: this.#order++, happen };
    const events = this.#events;
    let place = events.push(event) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = events[parent] as Event;
      if (earlier(above, event)) break;
      events[place] = above;
      place = parent;
    }
    events[place] = event;
  }

  /** Lets time pass until `finished` or until `end`. After each event the code under test runs as far as it can. */
  async run(end: number, finished: () => boolean): Promise<void> {
    await turn();
    for (;;) {
      const event = this.#take();
      if (event === undefined || event.at > end) return;
      this.#now = event.at;
      event.happen();
      await settled();
      if (finished()) return;
    }
  }

  #take(): Event | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (first === undefined || last === undefined || events.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= events.length) break;
      if (child + 1 < events.length && earlier(events[child + 1] as Event, events[child] as Event)) child++;
      if (earlier(last, events[child] as Event)) break;
      events[place] = events[child] as Event;
      place = child;
    }
    events[place] = last;
    return first;
  }
}

function earlier(one: Event, other: Event): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** All promises that can go on have gone on: a tick asked for by a microtask runs when no microtask is left. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** Lets the real world have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
