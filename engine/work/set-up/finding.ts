import type { ReadFault } from "../../connector/operations.ts";

/** One reason for or against switching an integration on. */
export interface Finding {
  readonly level: "error" | "warning" | "note";
  readonly code: string;
  readonly text: string;
  readonly advice: string | undefined;
}

/** Whether anything of it keeps the integration from running. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === "error");
}

export function connectionFailed(system: string, fault: ReadFault): Finding {
  return {
    level: "error",
    code: "connection-failed",
    text: `The connection to ${system} does not work: ${withoutPrefix(fault.message, `${system}: `)}.`,
    advice: "Check the address, the credentials and the rights of their user.",
  };
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
