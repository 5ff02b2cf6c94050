type Paint = (text: string) => string;

/** Colours, which may be none. */
export interface Colours {
  readonly isColorSupported: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** What a text for people is laid out for. */
export interface Screen {
  readonly colours: Colours;
  /** In columns. */
  readonly width: number;
}
