import type { Kind } from "../connector/description.ts";
import { isList, valuesAt } from "../connector/path.ts";
import { identities, lacksFields, matches } from "../connector/query.ts";
import { plainText } from "../connector/template.ts";
import { sameValue } from "../value/equality.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Access, rowPages } from "./pages.ts";
import { mapTogether } from "./parallel.ts";
import { findRecords, isComparable, wholeRecords } from "./records.ts";

type Where = Readonly<Record<string, Value>>;

interface Waiting {
  readonly where: Where;
  readonly resolve: (records: readonly RecordValue[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Fewer than this are asked one by one. */
const AT_LEAST = 8;

/**
 * Searches that are asked for in one breath and look at the same fields are answered from one list, as long as that costs
 * no more than half the calls. The list is begun after the searches were asked for, so it is as fresh as they would be.
 */
export class FindTogether {
  readonly #access: Access;
  readonly #waiting = new Map<string, Waiting[]>();
  /** Lists that turned out to be long: not tried again for fewer searches than would have paid. */
  readonly #tooLong = new Map<string, number>();

  constructor(access: Access) {
    this.#access = access;
  }

  find(kind: Kind, where: Where): Promise<readonly RecordValue[]> {
    const key = `${kind.name} ${Object.keys(where).toSorted().join(" ")}`;
    return new Promise((resolve, reject) => {
      const group = this.#waiting.get(key);
      if (group !== undefined) {
        group.push({ where, resolve, reject });
        return;
      }
      this.#waiting.set(key, [{ where, resolve, reject }]);
      queueMicrotask(() => {
        const together = this.#waiting.get(key) ?? [];
        this.#waiting.delete(key);
        void this.#answer(kind, key, together);
      });
    });
  }

  async #answer(kind: Kind, key: string, waiting: readonly Waiting[]): Promise<void> {
    try {
      if (waiting.length >= AT_LEAST && (await this.#answerFromList(kind, key, waiting))) return;
      await mapTogether(waiting, this.#access.atOnce, async ({ where, resolve, reject }) => {
        await findRecords(this.#access, kind, where).then(resolve, reject);
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  async #answerFromList(kind: Kind, key: string, waiting: readonly Waiting[]): Promise<boolean> {
    const wheres = waiting.map(({ where }) => identities(kind, where));
    const varying = varyingField(wheres);
    if (varying === undefined || !isComparable(kind, wheres[0] ?? {})) return false;
    const wanted = wheres.map((where) => plainText(where[varying]));
    if (!wanted.every((text) => text !== undefined)) return false;
    const takesMany = kind.filters.get(varying)?.values !== "one" && kind.filters.has(varying);
    const most = takesMany ? Number.POSITIVE_INFINITY : Math.floor(waiting.length / 2);
    if (most <= (this.#tooLong.get(key) ?? 0)) return false;
    const shared = {
      ...sharedFields(wheres),
      ...(takesMany ? { [varying]: [...new Set(wheres.map((where) => where[varying]))] } : {}),
    };
    const rows = await this.#rowsWith(kind, shared, varying, new Set(wanted), most);
    if (rows === undefined) {
      this.#tooLong.set(key, most);
      return false;
    }
    const found =
      lacksFields(kind, undefined) && kind.read !== undefined ? await wholeRecords(this.#access, kind, rows) : rows;
    const byValue = Map.groupBy(found, (row) => textAt(row, varying));
    for (const [index, { where, resolve }] of waiting.entries())
      resolve((byValue.get(wanted[index]) ?? []).filter((row) => matches(kind, row, where)));
    return true;
  }

  /** Rows with one of the wanted values, each once; undefined when the list is too long. */
  async #rowsWith(
    kind: Kind,
    where: Where,
    field: string,
    wanted: ReadonlySet<string | undefined>,
    mostPages: number,
  ): Promise<RecordValue[] | undefined> {
    const rows = new Map<string | RecordValue, RecordValue>();
    let pages = 0;
    for await (const page of rowPages(this.#access, kind, { where })) {
      if (++pages > mostPages) return undefined;
      for (const row of page) if (wanted.has(textAt(row, field))) rows.set(plainText(row[kind.id]) ?? row, row);
    }
    return [...rows.values()];
  }
}

function textAt(row: RecordValue, field: string): string | undefined {
  return plainText(valuesAt(row, field)[0]);
}

/** A plain field in which the searches differ; undefined when there is none. */
function varyingField(wheres: readonly Where[]): string | undefined {
  const [first = {}] = wheres;
  const fields = Object.keys(first).filter((field) => !wheres.every((where) => sameValue(where[field], first[field])));
  // Several may differ together (number and business ID of a customer): the first finds the rows, all are compared.
  return fields.find((field) =>
    wheres.every((where) => !isList(where[field]) && plainText(where[field]) !== undefined),
  );
}

function sharedFields(wheres: readonly Where[]): Where {
  const [first = {}] = wheres;
  return Object.fromEntries(
    Object.entries(first).filter(([field, value]) => wheres.every((where) => sameValue(where[field], value))),
  );
}
