import { imitations } from "./imitations.ts";
import type { ExpectedOf, OptionsOf } from "./server/imitation.ts";
import { type AuditOf, type Running, startImitations } from "./server/start.ts";

export type { FaultName, FaultRule, Faults } from "./server/faults.ts";
export type { Access } from "./server/start.ts";

type Systems = typeof imitations;

/** Local imitations of the systems over HTTP. */
export type Sandbox = Running<Systems>;
export type SandboxOptions = OptionsOf<Systems>;
/** What has been received over the API since the start. */
export type Audit = AuditOf<Systems>;
export type Expected = ExpectedOf<Systems>;

/** Starts the systems on a local port. Throws a `RangeError` for options out of bounds. */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startImitations(imitations, options);
}
