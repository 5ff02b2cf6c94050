import { ReadFault } from "../../connector/operations.ts";

/** A fault of ours in the work on one record, e.g. a kind that the connector cannot write. Only that record suffers. */
export class InternalFault extends ReadFault {
  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super("broken", { system: "koppel", route: "", message });
    this.name = "InternalFault";
    this.cause = cause;
  }
}
