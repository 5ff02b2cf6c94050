import picocolors from "picocolors";
import type { Terminal } from "../../cli/terminal.ts";

/** A terminal of 80 columns that notes what is told and drawn. */
export function recording(canRedraw: boolean): {
  readonly terminal: Terminal;
  readonly told: string[];
  readonly drawn: string[];
} {
  const told: string[] = [];
  const drawn: string[] = [];
  const colours = picocolors.createColors(false);
  const terminal = {
    conceal: () => {},
    print: () => {},
    write: async () => {},
    tell: (text: string) => void told.push(text),
    colours,
    talkColours: colours,
    width: 80,
    canRedraw,
    redraw: (text: string) => void drawn.push(text),
  };
  return { terminal, told, drawn };
}
