import type { Said, Scene } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import type { Job } from "../base/job.ts";
import { evaluateAll } from "../world/evaluate.ts";
import type { Finding } from "./finding.ts";
import { worldForChecks } from "./world-for-checks.ts";

/** The integration's own checks against both systems, each with its advice. */
export async function runChecks(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
  const world = worldForChecks(job);
  const scene: Scene = { world, settings };
  const results = await evaluateAll(world, job.integration.checks, (check) => ({
    level: check.severity,
    said: check.evaluate(scene),
  }));
  return results.flatMap((result) => {
    if (result instanceof ReadFault)
      return [
        {
          level: "error" as const,
          code: "check-failed",
          text: `${result.system} did not answer ${result.route}: ${result.message}`,
          advice: "Check the connection and the rights of its user.",
        },
      ];
    return result.said.map((said: Said) => ({
      level: result.level,
      code: said.code,
      text: said.text,
      advice: said.advice,
    }));
  });
}
