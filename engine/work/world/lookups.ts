import type { KindRef, NeedAnswer } from "../../compile/compiled.ts";
import type { KeptLists } from "../../http/system.ts";
import type { LinkedSide } from "../../language/types/frame.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { type Job, systemOf } from "../base/job.ts";

/** Fetches what evaluations asked for. `linked` is answered from the store; the rest by the systems. */
export interface LookupSource {
  readMany(kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>>;
  find(kind: string, where: Readonly<Record<string, Value>>): Promise<readonly RecordValue[]>;
  relation(kind: string, relation: string, of: readonly RecordValue[]): Promise<readonly Value[]>;
  linked(register: string, side: LinkedSide, id: string): Promise<RecordValue | undefined>;
  need(register: string, record: RecordValue, reference: boolean): Promise<NeedAnswer>;
}

/** Look-ups that go to the systems alone; prerequisites and links have no place outside a flow. */
export function lookupsOf(job: Job): LookupSource {
  const kept = new Map<string, KeptLists>([...job.systems.keys()].map((side) => [side, new Map()]));
  return {
    readMany: (name, ids) => systemOf(job, kindRefOf(name)).readMany(kindRefOf(name).kind, ids),
    find: (name, where) => {
      const { side, kind } = kindRefOf(name);
      return systemOf(job, { side }).find(kind, where, kept.get(side));
    },
    relation: (name, relation, of) => {
      const { side, kind } = kindRefOf(name);
      const keep = (child: string) => job.integration.relatedFields.get(`${side}/${child}`);
      return systemOf(job, { side }).relation(kind, relation, of, keep);
    },
    linked: async () => undefined,
    need: async (register) => {
      throw new Error(`the register ${register} cannot be asked for here`);
    },
  };
}

/** From `severa/invoice`, as look-ups name a kind. */
function kindRefOf(name: string): KindRef {
  const slash = name.indexOf("/");
  return { side: name.slice(0, slash), kind: name.slice(slash + 1) };
}
