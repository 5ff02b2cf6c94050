import { ReadFault } from "../../connector/operations.ts";
import type { Jsonata } from "../../mapping/tree/field-node.ts";

/** An expression of JSONata that ran into its limits, failed, or gave something else than was declared. Only that record suffers. */
export class ReshapeFault extends ReadFault {
  readonly cell: Jsonata;

  constructor(cell: Jsonata, problem: string) {
    super("rejected", { system: "JSONata", route: cell.field, message: problem });
    this.name = "ReshapeFault";
    this.cell = cell;
  }
}
