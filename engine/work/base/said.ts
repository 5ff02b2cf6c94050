import type { CompiledIntegration, Said } from "../../compile/compiled.ts";
import type { Fault, ReadFault } from "../../connector/operations.ts";
import type { Span } from "../../source/span.ts";
import type { RecordState } from "../../store/store.ts";
import { InternalFault } from "./internal-fault.ts";
import { ReshapeFault } from "./reshape-fault.ts";

/** What the executor itself says of a record: the sentence, and what the reader can do. */
const standard = {
  "link-taken": (facts: { record: string; target: string; other: string }) => ({
    text: `${facts.record} would be linked with ${facts.target}, which is linked with ${facts.other} already.`,
    advice: "Two records stand for one. Merge them, or make their identifiers different.",
  }),
  "link-twin": (facts: { record: string; other: string }) => ({
    text: `${facts.record} would become the same record of the other system as ${facts.other}, which came first.`,
    advice: "Two records stand for one. Merge them, or make their identifiers different.",
  }),
  "prerequisite-waiting": (facts: { register: string; record: string; reason: string }) => ({
    text: `${facts.register}: ${facts.record} is not settled yet (${facts.reason}).`,
    advice: "Nothing has to be done: the next run goes on with it.",
  }),
  "not-in-plan": (facts: { record: string; register: string; action: string }) => ({
    text: `It needs "${facts.action}" of ${facts.record} by ${facts.register}, which the plan does not have so.`,
    advice: "Make a new plan.",
  }),
  "read-failed": (facts: { system: string; route: string; reason: string }) => ({
    text: `${facts.system} did not answer ${facts.route} as expected: ${facts.reason}.`,
    advice: "The record is tried again at the next run. If it stays so, look at the record in that system.",
  }),
  "jsonata-failed": (facts: { field: string; reason: string }) => ({
    text: `The JSONata for ${facts.field} gives no value: ${facts.reason}.`,
    advice: "Correct it in the mapping; the record is tried again at the next run.",
  }),
  "internal-fault": (facts: { problem: string }) => ({
    text: `The record could not be worked on, through no fault of its own: ${facts.problem}.`,
    advice: "Report this to whoever looks after Koppel; the record is tried again at the next run.",
  }),
  "unit-unclear": (facts: { record: string }) => ({
    text: `${facts.record} belongs to no unit, so no company transfers it.`,
    advice: "Give it a project whose unit belongs to a company, or transfer it by hand.",
  }),
  "transferred-before": (facts: { record: string; target: string }) => ({
    text: `${facts.record} was transferred as ${facts.target} before it was changed; the change is not carried.`,
    advice: "Make the change in the other system too.",
  }),
  "target-gone": (facts: { record: string; target: string }) => ({
    text: `${facts.record} was transferred as ${facts.target}, which is not in the other system any more.`,
    advice: "It is not watched any longer.",
  }),
  "duplicate-found": (facts: { record: string; targets: string }) => ({
    text: `${facts.record} stands more than once in the other system: ${facts.targets}.`,
    advice: "Nothing more is sent for it. Remove the surplus ones there, then retry.",
  }),
  undecided: (facts: { record: string; reason: string }) => ({
    text: `Whether ${facts.record} arrived cannot be found out: ${facts.reason}.`,
    advice: "Look in the other system. Retry sends it again, so retry only when it is not there.",
  }),
  "system-blocked": (facts: { system: string; reason: string }) => ({
    text: `${facts.system} refuses the integration itself: ${facts.reason}.`,
    advice: "Check the credentials, the rights of their user and the licences, then run the set-up check.",
  }),
} as const;

type StandardCode = keyof typeof standard;

export function saidStandard<Code extends StandardCode>(
  code: Code,
  facts: Parameters<(typeof standard)[Code]>[0],
  span: Span,
): Said {
  const { text, advice } = (standard[code] as (facts: object) => { text: string; advice: string })(facts);
  return { code, text, advice, facts: facts as unknown as Said["facts"], span };
}

/** The other side's reasons in the integration's words where it has some, else in the vendor's own. */
export function saidOfFaults(
  integration: CompiledIntegration,
  system: string,
  faults: readonly Fault[],
  span: Span,
): readonly Said[] {
  return faults.map((fault) => {
    const known = integration.vendorMessage(system, fault.code);
    const where = fault.field === undefined ? "" : ` (${fault.field})`;
    const facts = {
      code: fault.code,
      message: fault.message,
      ...(fault.field === undefined ? {} : { field: fault.field }),
    };
    if (known !== undefined)
      return { code: fault.code, text: withPlace(known.text, where), advice: known.advice, facts, span };
    // What the connector itself found before anything was sent, in its own words.
    if (isOwnCode(fault.code))
      return {
        code: fault.code,
        text: `${fault.message}.`,
        advice: "Correct it in the source system; the record is tried again when it changes.",
        facts,
        span,
      };
    const message = fault.message === fault.code ? fault.code : `${fault.code}: ${fault.message}`;
    return {
      code: fault.code,
      text: `${system} refused it: ${withPlace(message, where)}`,
      advice: undefined,
      facts,
      span,
    };
  });
}

/** The place belongs into the sentence, before the point that ends it. */
function withPlace(sentence: string, where: string): string {
  return sentence.endsWith(".") ? `${sentence.slice(0, -1)}${where}.` : `${sentence}${where}`;
}

const OWN_CODES = new Set(["character-not-allowed", "value-missing", "file-too-large", "file-unusable"]);

function isOwnCode(code: string): boolean {
  return OWN_CODES.has(code);
}

export function saidOfReadFault(fault: ReadFault, span: Span): Said {
  if (fault instanceof InternalFault) return saidStandard("internal-fault", { problem: fault.message }, span);
  if (fault instanceof ReshapeFault)
    return saidStandard("jsonata-failed", { field: fault.cell.field, reason: fault.message }, fault.cell.span);
  return saidStandard("read-failed", { system: fault.system, route: fault.route, reason: fault.message }, span);
}

/** What was said of a record when it was refused. */
export function saidRemembered(state: Pick<RecordState, "code" | "message" | "advice">, span: Span): Said {
  return { code: state.code ?? "refused", text: state.message ?? "", advice: state.advice, facts: {}, span };
}

/** What keeps a record from getting on: somebody has to look at it, or nothing but time is needed. */
export type Setback =
  | { readonly kind: "refused"; readonly said: readonly Said[] }
  /** Comes back at a later run; nothing is wrong with the record. */
  | { readonly kind: "waiting"; readonly reason: string };

/** Said of a document whose prerequisite is on its way: nothing is wrong with it. */
export const WAITING_CODE = "prerequisite-waiting";

/** What it means for a record that this was said of it. */
export function setbackOf(said: readonly Said[]): Setback {
  const isWaiting = said.length > 0 && said.every(({ code }) => code === WAITING_CODE);
  return isWaiting ? { kind: "waiting", reason: said[0]?.text ?? "" } : { kind: "refused", said };
}
