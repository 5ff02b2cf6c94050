import type { Diagnostic } from "../source/diagnostic.ts";
import { placeOf } from "../source/place.ts";
import type { Finding } from "../work/set-up/finding.ts";
import { hintsOf, messageOf } from "./message-of.ts";

/** More than so many faults of the files are counted: `check` shows them all, with their lines. */
const SHOWN = 5;

/** What is wrong in the files, as reasons why an integration cannot be run. */
export function faultFindings(faults: readonly Diagnostic[]): readonly Finding[] {
  const findings = faults.slice(0, SHOWN).map((fault): Finding => {
    const advice = adviceOn(fault);
    return {
      level: "error",
      code: fault.code,
      text: `${placeOf(fault.span)}: ${sentence(messageOf(fault))}`,
      advice: advice === "" ? 'See it with "koppel check".' : advice,
    };
  });
  const more = faults.length - findings.length;
  if (more === 0) return findings;
  return [
    ...findings,
    { level: "error", code: "more-faults", text: `There are ${more} more.`, advice: 'See them with "koppel check".' },
  ];
}

function adviceOn(fault: Diagnostic): string {
  if (fault.code === "workspace-secret-missing")
    return String(fault.facts["problem"]).startsWith("the file")
      ? "Put the secret there; a daemon reads it by itself."
      : "Set it where Koppel is started, and start it again.";
  return hintsOf(fault).map(sentence).join(" ");
}

function sentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}
