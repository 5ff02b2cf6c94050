import { type Answer, json, type Query } from "./exchange.ts";
import type { FaultBox, Faults } from "./faults.ts";
import type { Edit, Imitation } from "./imitation.ts";
import { isRecord, type JsonRecord, parseJson } from "./json.ts";
import type { RingLog } from "./ring-log.ts";

/** What can be looked at and switched from outside. */
export interface Inspected {
  readonly imitations: Readonly<Record<string, Imitation>>;
  readonly faults: FaultBox;
  readonly log: RingLog;
  readonly expected: object;
  audit(): object;
  reset(): void;
}

export interface Inspection {
  readonly method: string;
  /** Below `/sandbox`. */
  readonly path: string;
  readonly query: Query;
  readonly body: Buffer;
}

/** What lies under `/sandbox`: looking in, switching faults, editing as a person. */
export function inspect(inspected: Inspected, { method, path, query, body }: Inspection): Answer {
  const line = `${method} ${path}`;
  if (line === "GET /audit") return json(200, inspected.audit());
  if (line === "GET /requests") return json(200, inspected.log.tail(Number(query.one("tail") ?? 100)));
  if (line === "GET /expected") return json(200, inspected.expected);
  if (line === "GET /faults") return json(200, inspected.faults.view());
  const given = body.length === 0 ? {} : parseJson(body.toString("utf8"));
  if (!isRecord(given)) return json(400, { message: "the body is not a JSON object" });
  if (line === "POST /faults") return switchFaults(inspected.faults, given);
  if (line === "POST /reset") {
    inspected.reset();
    return json(200, { message: "reset" });
  }
  const [, system = "", kind = "", number] =
    (method === "POST" ? /^\/([^/]+)\/([^/]+)\/(\d+)$/.exec(path) : null) ?? [];
  const edit = editOf(inspected.imitations, system, kind);
  if (edit === undefined) return json(404, { message: `there is no ${line}` });
  const edited = edit(Number(number), isRecord(given["change"]) ? given["change"] : given, Date.now());
  return typeof edited === "string" ? json(404, { message: edited }) : json(200, edited);
}

function switchFaults(faults: FaultBox, given: JsonRecord): Answer {
  try {
    faults.set(given as Partial<Faults>);
    return json(200, faults.view());
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  }
}

function editOf(imitations: Inspected["imitations"], system: string, kind: string): Edit | undefined {
  const edits = Object.hasOwn(imitations, system) ? imitations[system]?.edits : undefined;
  return edits !== undefined && Object.hasOwn(edits, kind) ? edits[kind] : undefined;
}
