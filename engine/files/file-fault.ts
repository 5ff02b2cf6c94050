/** A file of which nothing can be made. The message names it and says what would do. */
export class FileFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FileFault";
  }
}

/** A file that cannot become part of a PDF. */
export function unjoinable(file: string, problem: string): FileFault {
  return new FileFault(`${file} cannot be joined into one PDF: ${problem}`);
}
