import { durationOf } from "../engine/report/duration.ts";
import { shortened } from "../engine/report/shortened.ts";
import { forLine } from "../engine/value/cleaned.ts";
import type { Progress as RunProgress } from "../engine/work/base/job.ts";
import type { Terminal } from "./terminal.ts";

export interface Progress {
  /** `done` of `total` so far; `note` is shown behind the figures. */
  update(done: number, total?: number, note?: string): void;
  /** Takes the bar away. */
  end(): void;
}

const REDRAW_MS = 100;
/** Where nothing can be drawn over, a line this often. */
const LINE_MS = 10_000;
const BAR_WIDTH = 24;

/** Tells on stderr how far long work is: a bar on a terminal, a line now and then elsewhere. */
export function progress(terminal: Terminal, title: string, now: () => number = Date.now): Progress {
  const started = now();
  let shown = started;
  let drawn = false;
  return {
    update(done, total, note = "") {
      const at = now();
      if (at - shown < (terminal.canRedraw ? REDRAW_MS : LINE_MS)) return;
      shown = at;
      const figures = figuresOf(done, total, at - started);
      if (!terminal.canRedraw) return terminal.tell(`${title}: ${figures}${note === "" ? "" : ` ${note}`}`);
      drawn = true;
      terminal.redraw(`${title} ${barOf(done, total)}${figures} ${terminal.talkColours.dim(note)}`);
    },
    end() {
      if (drawn) terminal.redraw("");
      drawn = false;
    },
  };
}

function barOf(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return "";
  const full = Math.min(BAR_WIDTH, Math.round((done / total) * BAR_WIDTH));
  return `${"━".repeat(full)}${"·".repeat(BAR_WIDTH - full)} `;
}

/** `120/400 (30%), 41.2/s, 7s left` */
export function figuresOf(done: number, total: number | undefined, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const count =
    total === undefined || total <= 0 ? `${done}` : `${done}/${total} (${Math.floor((100 * done) / total)}%)`;
  const parts = [count];
  if (rate > 0) parts.push(`${rate >= 100 ? Math.round(rate) : rate.toFixed(1)}/s`);
  if (rate > 0 && total !== undefined && total > done) parts.push(`${durationOf((total - done) / rate)} left`);
  return parts.join(", ");
}

/**
 * Tells how far the flows of a run are, which may be those of several companies at once. The total is known when a list has
 * been read to its end, or earlier where the system says it.
 */
export function tellProgress(terminal: Terminal): (scope: string) => RunProgress {
  const board = boardOf(terminal);
  return (scope) => {
    const listed = new Map<string, { readonly before: number; count: number; said: number | undefined }>();
    return ({ flow, phase, taken, total, refused }) => {
      const title = forLine(`${scope} ${flow}`);
      switch (phase) {
        case "done":
          listed.delete(flow);
          return board.end(title);
        case "listing": {
          const known = listed.get(flow) ?? { before: 0, count: 0, said: total };
          // A window of a long list begins anew.
          const before = taken < known.count ? known.before + known.count : known.before;
          listed.set(flow, { before, count: taken, said: total ?? known.said });
          return board.update(title, before + taken, total ?? known.said, "listed");
        }
        case "carrying": {
          const known = listed.get(flow);
          const sum = total ?? known?.said ?? (known === undefined ? undefined : known.before + known.count);
          return board.update(
            title,
            taken,
            sum === undefined ? undefined : Math.max(sum, taken),
            refused ? `${refused} refused` : "",
          );
        }
      }
    };
  };
}

/** Of several that go on at once, a terminal shows the one that moved last and how many there are besides. */
function boardOf(terminal: Terminal) {
  const bars = new Map<string, Progress>();
  const besides = (note: string): string =>
    bars.size > 1 && terminal.canRedraw ? `${note} (and ${bars.size - 1} more)`.trim() : note;
  return {
    update(title: string, done: number, total: number | undefined, note: string): void {
      const bar = bars.get(title) ?? progress(terminal, shortened(title, Math.max(20, terminal.width - 50)));
      bars.set(title, bar);
      bar.update(done, total, besides(note));
    },
    end(title: string): void {
      bars.get(title)?.end();
      bars.delete(title);
    },
  };
}
