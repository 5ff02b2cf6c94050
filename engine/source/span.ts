/** One text that a person wrote, under the path that is shown to them (relative to the workspace, with `/`). */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A stretch of a source text: UTF-16 offsets, `end` exclusive. An empty span stands before the character at `start`. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Line and column count from 1; columns in UTF-16 units. CR, LF and CRLF each end one line. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
