import { parseJson, stringifyJson } from "../value/json.ts";
import { isRecord } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";

/** What a link remembers of the last write to its record. Numbers and dates in it are as JSON gives them back. */
export interface LastWritten {
  /** The linked record's own single values, for who refers to it. */
  readonly record: RecordValue;
  /** The fields that follow the source, with the values that they were given. */
  readonly body: RecordValue;
  /** How often the link has been written: each change is an effect of its own. */
  readonly revision: number;
}

/** As a store keeps it. */
export function printLastWritten({ record, body, revision }: LastWritten): string {
  return stringifyJson({ record, body, revision });
}

/** What an older Koppel did not write down yet is empty, and has been written no time. */
export function parseLastWritten(text: string): LastWritten {
  const kept = recordOf(parseJson(text));
  const revision = kept["revision"];
  return {
    record: recordOf(kept["record"]),
    body: recordOf(kept["body"]),
    revision: typeof revision === "number" ? revision : 0,
  };
}

function recordOf(value: Value): RecordValue {
  return isRecord(value) ? value : {};
}
