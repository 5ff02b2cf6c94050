/** A company's integration cannot be opened: something it names is not there. The message says what and where. */
export class JobFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JobFault";
  }
}
