import type { WriteRequest } from "../../connector/operations.ts";

/** One write that a flow made, in order. */
export interface Written {
  readonly side: string;
  readonly request: WriteRequest;
}

/** As a test file names it. */
export function stepName({ side, request }: Written): string {
  if (request.operation === "action") return `do ${request.action}`;
  return `${request.operation} ${side}/${request.kind}`;
}

export function isWriteBack({ side, request }: Written, sourceSide: string, sourceKind: string): boolean {
  return side === sourceSide && request.kind === sourceKind && request.operation === "update";
}
