import { durationOf } from "../engine/report/duration.ts";
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
