import { nearest } from "../../source/nearest.ts";
import type { Law } from "./law.ts";

/** What is said is a message of the integration, every hole of it is filled, and every message is said somewhere. */
export const messagesHold: Law = (integration, context) => {
  const said = new Set<string>();
  for (const saying of context.used.sayings) {
    said.add(saying.code);
    const message = integration.messages.get(saying.code);
    if (message === undefined) {
      context.report("message-unknown", saying.span, {
        code: saying.code,
        nearest: nearest(saying.code, integration.messages.keys()),
      });
      continue;
    }
    const given = new Set(saying.facts.map((fact) => fact.name));
    const standard = standardFacts(
      integration.checks.some((check) => check.say === saying && check.flags !== undefined),
    );
    for (const hole of message.holes) {
      if (!given.has(hole) && !standard.has(hole))
        context.report(
          "message-fact-missing",
          saying.span,
          { code: saying.code, fact: hole },
          { related: [{ span: message.span, label: "the message" }] },
        );
    }
    for (const fact of saying.facts) {
      if (!message.holes.has(fact.name))
        context.report(
          "message-fact-unused",
          fact.span,
          { code: saying.code, fact: fact.name, nearest: nearest(fact.name, message.holes) },
          { severity: "warning" },
        );
    }
  }
  if (context.used.incomplete) return;
  for (const message of integration.messages.values()) {
    if (!said.has(message.code) && !isVendorCode(message.code, integration.sides))
      context.report("message-unused", message.span, { code: message.code }, { severity: "warning" });
  }
};

/** A check of flags says by itself which record it is and what should be on and off. */
function standardFacts(isFlags: boolean): ReadonlySet<string> {
  return new Set(isFlags ? ["status", "on", "off"] : []);
}

/** `procountor.ERROR_BRN_CODE`: said when the vendor gives that code. */
function isVendorCode(code: string, sides: ReadonlyMap<string, unknown>): boolean {
  const dot = code.indexOf(".");
  return dot > 0 && sides.has(code.slice(0, dot));
}
