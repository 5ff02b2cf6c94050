import { EXIT, type ExitCode } from "./exit-code.ts";

/** Ends the command with one message: where and what in `message`, what would be right in `advice`. */
export class Failure extends Error {
  readonly advice: readonly string[];
  readonly exitCode: ExitCode;
  constructor(message: string, advice: readonly string[] = [], exitCode: ExitCode = EXIT.failed, cause?: unknown) {
    super(message, { cause });
    this.name = "Failure";
    this.advice = advice;
    this.exitCode = exitCode;
  }
}

/** The command line itself is wrong. */
export function usageFailure(message: string, ...advice: readonly string[]): Failure {
  return new Failure(message, advice, EXIT.usage);
}
