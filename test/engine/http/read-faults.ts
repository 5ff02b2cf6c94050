import { ReadFault } from "../../../engine/connector/operations.ts";
import type { Arrived, Reply } from "./scripted-server.ts";

/** The replies in turn, the last one for ever. */
export function inTurn(path: string, ...replies: readonly Reply[]): (request: Arrived) => Reply | undefined {
  let turn = 0;
  return (request) => (request.path === path ? replies[Math.min(turn++, replies.length - 1)] : undefined);
}

export const caught = async (work: Promise<unknown>): Promise<ReadFault> => {
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof ReadFault)) throw new Error("no ReadFault was thrown");
  return error;
};
