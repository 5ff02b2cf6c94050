import { ReadFault } from "../../../../engine/connector/operations.ts";
import type { Lookup } from "../../../../engine/language/types/frame.ts";
import type { RecordValue, Value } from "../../../../engine/value/value.ts";
import type { LookupSource } from "../../../../engine/work/world/lookups.ts";
import { RunWorld } from "../../../../engine/work/world/run-world.ts";

export function byId(id: string): Lookup {
  return { op: "byId", kind: "shop/customer", id, key: `shop/customer ${id}` };
}

export function rowsOf(id: string): Lookup {
  return { op: "relation", kind: "shop/order", relation: "rows", of: { guid: id }, key: `rows ${id}` };
}

export function fault(kind: ReadFault["kind"], message = "no"): ReadFault {
  return new ReadFault(kind, { system: "shop", route: "GET /customers", message });
}

/** A source that knows every customer; `spoilt` may throw for a look-up. */
export class Source implements LookupSource {
  calls = 0;
  underWay = 0;
  spoilt: (id: string) => void = () => {};
  needs: LookupSource["need"] = async () => ({ state: "passed" });

  async readMany(_kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>> {
    return this.#answer(() => new Map(ids.map((id) => [String(id), this.#record(String(id))])));
  }

  async find(): Promise<readonly RecordValue[]> {
    return this.#answer(() => []);
  }

  async relation(_kind: string, _relation: string, of: readonly RecordValue[]): Promise<readonly Value[]> {
    return this.#answer(() => of.map((record) => [this.#record(String(record["guid"]))]));
  }

  links = new Map<string, RecordValue>();

  async linked(_register: string, _side: string, id: string): Promise<RecordValue | undefined> {
    return this.#answer(() => this.links.get(id));
  }

  need: LookupSource["need"] = (register, record, reference) => this.needs(register, record, reference);

  #record(id: string): RecordValue {
    this.spoilt(id);
    return { guid: id, next: `${id}+` };
  }

  async #answer<Answer>(answer: () => Answer): Promise<Answer> {
    this.calls++;
    this.underWay++;
    await new Promise((resolve) => setImmediate(resolve));
    this.underWay--;
    return answer();
  }
}

export function worldOf(source: Source, concurrency: number): RunWorld {
  return new RunWorld(source, concurrency, "2026-03-02T08:00:00+02:00", "2026-03-02");
}
