/** One line of a CSV file and where it stands; a quoted value may go over several lines of the file. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * RFC 4180: commas, quotes doubled inside quotes, lines that end in LF or CRLF, mixed as they come. Empty lines are left out.
 * `openQuote` is where a quote begins that is never closed. Ours, since a kept reader costs each cold `check` of a project
 * with a table 20 ms, tells places in bytes, and does not tell where such a quote begins.
 */
export function readCsv(text: string): { readonly rows: readonly CsvRow[]; readonly openQuote: number | undefined } {
  const rows: CsvRow[] = [];
  let line: string[] = [];
  let cell = "";
  let quoted = false;
  let quoteAt = 0;
  let start = 0;
  const endLine = (at: number): void => {
    line.push(cell);
    const end = text[at - 1] === "\r" ? at - 1 : at;
    if (line.length > 1 || cell !== "") rows.push({ cells: line, start, end });
    line = [];
    cell = "";
    start = at + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') {
      quoted = !quoted;
      quoteAt = at;
    } else if (!quoted && sign === ",") {
      line.push(cell);
      cell = "";
    } else if (!quoted && sign === "\n") endLine(at);
    else if (quoted || sign !== "\r") cell += sign;
  }
  endLine(text.length);
  return { rows, openQuote: quoted ? quoteAt : undefined };
}
