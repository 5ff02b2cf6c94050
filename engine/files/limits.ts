/** What is asked at most of the files that are made into one, so that a foreign file costs no more than this. */
export interface Limits {
  /** Of all files together. */
  readonly bytes: number;
  /** Of a GIF or PNG, which is taken apart: each point then takes some 16 bytes. */
  readonly points: number;
  /** Of a JPEG, which goes into a PDF as it is. */
  readonly jpegPoints: number;
  /** Of all files together, a picture being one. */
  readonly pages: number;
  readonly milliseconds: number;
  /** Beyond what the files themselves take. */
  readonly memory: number;
}

/** docs/language.md tells them. */
export const LIMITS: Limits = {
  bytes: 100_000_000,
  points: 25_000_000,
  jpegPoints: 200_000_000,
  pages: 2000,
  milliseconds: 30_000,
  memory: 512_000_000,
};
