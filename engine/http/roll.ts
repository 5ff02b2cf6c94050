import type { Kind } from "../connector/description.ts";
import { isList, valuesAt } from "../connector/path.ts";
import { identities, lacksFields, matches, planList } from "../connector/query.ts";
import { plainText } from "../connector/template.ts";
import { parseJson, stringifyJson } from "../value/json.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Access, rowPages } from "./pages.ts";
import type { Shelf } from "./shelf.ts";

type Where = Readonly<Record<string, Value>>;

/** A whole list as it was when it was read: kept beside the memory, and searched by the fields that it was read for. */
export interface Roll {
  /** How many calls it took. */
  readonly pages: number;
  /** Those that have exactly these values; undefined where the roll cannot tell. */
  find(where: Where): readonly RecordValue[] | undefined;
  /** A record that came after. */
  note(record: RecordValue): void;
  end(): void;
}

/** What one search for many values of a field saves: a list must be shorter by as much to be worth it. */
const TOGETHER = 10;
let rolls = 0;

/**
 * Reads the list of a kind, to be searched by these fields. Undefined where there is no list that shows whole records, or where it
 * has more than `mostPages`, which is as many calls as the searches that it stands for.
 */
export async function readRoll(
  access: Access,
  shelf: Shelf | undefined,
  kind: Kind,
  fields: readonly string[],
  mostPages: number,
): Promise<Roll | undefined> {
  if (shelf === undefined || lacksFields(kind, undefined) || planList(access.connector, kind, {}) === undefined)
    return undefined;
  const takesMany = fields.some((field) => (kind.filters.get(field)?.values ?? "one") !== "one");
  const most = takesMany ? Math.floor(mostPages / TOGETHER) : mostPages;
  const roll = new KeptRoll(shelf, kind, fields);
  for await (const page of rowPages(access, kind, {})) {
    if (++roll.pages > most) {
      roll.end();
      return undefined;
    }
    for (const record of page) roll.note(record);
  }
  return roll;
}

class KeptRoll implements Roll {
  pages = 0;
  readonly #shelf: Shelf;
  readonly #kind: Kind;
  readonly #fields: readonly string[];
  readonly #topic: string;

  constructor(shelf: Shelf, kind: Kind, fields: readonly string[]) {
    this.#shelf = shelf;
    this.#kind = kind;
    this.#fields = [...new Set(fields.flatMap((field) => Object.keys(identities(kind, { [field]: undefined }))))];
    this.#topic = `roll ${++rolls} ${kind.name}`;
  }

  find(where: Where): readonly RecordValue[] | undefined {
    const wanted = identities(this.#kind, where);
    const field = this.#fields.find((each) => textOf(wanted[each]) !== undefined);
    if (field === undefined) return undefined;
    return this.#shelf
      .get(this.#topic, keyOf(field, textOf(wanted[field])))
      .map((text) => parseJson(text) as RecordValue)
      .filter((record) => matches(this.#kind, record, where));
  }

  note(record: RecordValue): void {
    const text = stringifyJson(record);
    for (const field of this.#fields) {
      const found = valuesAt(record, field).flatMap((each) => (isList(each) ? each : [each]));
      const keys = new Set(found.flatMap((each) => textOf(identities(this.#kind, { [field]: each })[field]) ?? []));
      for (const key of keys) this.#shelf.put(this.#topic, keyOf(field, key), text);
    }
  }

  end(): void {
    this.#shelf.clear(this.#topic);
  }
}

function keyOf(field: string, text: string | undefined): string {
  return `${field} ${text ?? ""}`;
}

function textOf(value: Value): string | undefined {
  return isList(value) ? undefined : plainText(value);
}
