import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inspect, isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { compileIntegration, notRunnable } from "../../engine/compile/compile-integration.ts";
import type {
  CompiledIntegration,
  CompiledRegister,
  CompiledTransfer,
  FlowWorld,
  NeedAnswer,
  Scene,
} from "../../engine/compile/compiled.ts";
import type { TellFallBack } from "../../engine/compile/or-closures.ts";
import type { Lookup } from "../../engine/language/types/frame.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";
import { runTests } from "../../engine/review/mapping-test/run-tests.ts";
import { readTestFile } from "../../engine/review/mapping-test/test-file.ts";
import type { SourceText } from "../../engine/source/span.ts";
import { BigDecimal } from "../../engine/value/decimal.ts";
import { parseJson } from "../../engine/value/json.ts";
import { isRecord } from "../../engine/value/path.ts";
import type { RecordValue, Value } from "../../engine/value/value.ts";
import { Random } from "../simulation/random.ts";
import { golden, readMappings, root } from "./read-golden.ts";

/** Mutations of each record of a test; a traced evaluation, which is one of closures, is what they are compared with. */
const MUTATIONS = 12;

const JUNK: readonly Value[] = [
  undefined,
  null,
  "",
  " ",
  "x".repeat(300),
  "😀".repeat(90),
  0,
  -12.345678,
  1e14,
  parseJson("12345678901234567890.5"),
  true,
  [],
  ["a", null, " "],
  {},
  "2026-02-30",
];

/** Remembers what a world answered, so that other records can be evaluated without asking it anything. */
class AnsweredWorld implements FlowWorld {
  readonly now: string;
  readonly today: string;
  readonly #answers = new Map<string, Value>();
  readonly #needs = new Map<string, NeedAnswer | undefined>();
  #world: FlowWorld | undefined;

  constructor(world: FlowWorld) {
    this.now = world.now;
    this.today = world.today;
    this.#world = world;
  }

  close(change: (value: Value) => Value): void {
    this.#world = undefined;
    for (const [key, value] of this.#answers) this.#answers.set(key, change(value));
  }

  lookup(request: Lookup): Value {
    if (this.#world !== undefined) this.#answers.set(request.key, this.#world.lookup(request));
    return this.#answers.get(request.key);
  }

  need(register: string, record: RecordValue, key: string, reference: boolean): NeedAnswer | undefined {
    if (this.#world !== undefined) this.#needs.set(key, this.#world.need(register, record, key, reference));
    return this.#needs.get(key);
  }
}

/** The value with one of its parts replaced. */
function mutated(value: Value, random: Random): Value {
  const junk = JUNK[random.between(0, JUNK.length - 1)];
  if (Array.isArray(value) && value.length > 0) {
    const at = random.between(0, value.length - 1);
    return value.map((item: Value, index) => (index === at ? mutated(item, random) : item));
  }
  if (!isRecord(value) || value instanceof BigDecimal) return junk;
  const keys = Object.keys(value);
  const key = keys[random.between(0, keys.length - 1)];
  if (key === undefined) return junk;
  return { ...value, [key]: random.chance(0.3) ? junk : mutated(value[key], random) };
}

interface Seen {
  compared: number;
  ready: number;
  readonly differences: string[];
  /** Where closures stepped in for generated code since the last evaluation began. */
  fellBack: string[];
  /** Those that nobody would have noticed. */
  readonly silent: string[];
}

/** A run deals with whatever an evaluation throws, so that differences must be told outside of it. */
function note(seen: Seen, expected: unknown, found: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  seen.differences.push(`${inspect(expected, { depth: 9 })}\n--- generated:\n${inspect(found, { depth: 9 })}`);
}

/** Closures step in only for what there is something to say of, and then it is said. */
function noteFallBacks(seen: Seen, evaluated: unknown): void {
  const said = JSON.stringify(evaluated)?.includes('"said":[{') === true;
  seen.silent.push(...seen.fellBack.filter((why) => !why.startsWith("something-to-say") || !said));
}

/** The flow of closures, which compares each of its evaluations with that of the generated code. */
function comparing<Flow extends CompiledTransfer | CompiledRegister>(flow: Flow, seen: Seen): Flow {
  const evaluations = (scene: Scene, record: RecordValue, trace: boolean) =>
    bare(flow.evaluate({ world: scene.world, settings: scene.settings, scope: scene.scope ?? "", trace }, record));
  const compare = (scene: Scene, record: RecordValue): void => {
    const traced = evaluations(scene, record, true);
    seen.fellBack = [];
    const plain = evaluations(scene, record, false);
    note(seen, traced, plain);
    noteFallBacks(seen, plain);
    seen.compared++;
    if (JSON.stringify(traced).includes('"ready"')) seen.ready++;
  };
  const evaluate = (scene: Scene, record: RecordValue) => {
    const world = new AnsweredWorld(scene.world);
    compare({ ...scene, world }, record);
    const random = new Random(seen.compared);
    world.close((value) => value);
    for (let count = 0; count < MUTATIONS; count++) {
      if (random.chance(0.3)) world.close((value) => (random.chance(0.2) ? mutated(value, random) : value));
      compare({ ...scene, world }, mutated(record, random) as RecordValue);
    }
    return flow.evaluate(scene, record);
  };
  if (flow.kind === "register") return { ...flow, evaluate } as Flow;
  const evaluateStep: CompiledTransfer["evaluateStep"] = (scene, ...input) => {
    const evaluated = (trace: boolean) =>
      flow.evaluateStep({ world: scene.world, settings: scene.settings, scope: scene.scope ?? "", trace }, ...input);
    const traced = evaluated(true);
    seen.fellBack = [];
    const plain = evaluated(false);
    noteFallBacks(seen, plain);
    const steps = (made = traced) => made?.map((step) => ({ ...step, lineage: undefined }));
    note(seen, steps(), steps(plain));
    return flow.evaluateStep(scene, ...input);
  };
  return { ...flow, evaluate, evaluateStep } as Flow;
}

/** What an evaluation comes to, without its lineage; of a register also what it would create and update. */
function bare(evaluated: ReturnType<CompiledTransfer["evaluate"]> | ReturnType<CompiledRegister["evaluate"]>): unknown {
  const list = Array.isArray(evaluated) ? evaluated : [evaluated];
  return list.map((evaluation: Record<string, unknown>) => {
    const made = (name: string): unknown => {
      const make = evaluation[name] as (() => Record<string, unknown>) | undefined;
      return make === undefined ? undefined : { ...make(), lineage: undefined };
    };
    return { ...evaluation, lineage: undefined, judge: undefined, create: made("create"), update: made("update") };
  });
}

function comparingAll(compiled: CompiledIntegration, seen: Seen): CompiledIntegration {
  const transfers = new Map([...compiled.transfers].map(([name, flow]) => [name, comparing(flow, seen)]));
  const registers = new Map([...compiled.registers].map(([name, flow]) => [name, comparing(flow, seen)]));
  return { ...compiled, transfers, registers };
}

/** What this version can run of an integration. */
function runnable(typed: TypedIntegration): TypedIntegration {
  const left = new Set(notRunnable(typed).map(({ flow }) => flow));
  return { ...typed, flows: new Map([...typed.flows].filter(([name]) => !left.has(name))), order: [] };
}

const standIn =
  (integration: string) =>
  (file: SourceText): SourceText => {
    const path = join(golden, "stand-ins", integration, basename(file.path));
    return existsSync(path) ? { ...file, text: readFileSync(path, "utf8") } : file;
  };

const homes = [join(golden, "mappings"), join(root, "mappings")];
const folders = homes
  .flatMap((home) => readdirSync(home).map((name) => join(home, name)))
  .filter((folder) => existsSync(join(folder, "tests")));

describe.each(folders.map((folder) => [basename(folder), folder] as const))("%s", (integration, folder) => {
  it("generated code makes what closures make, of the records of its tests and of damaged ones", async () => {
    const { typed } = readMappings(folder, standIn(integration));
    if (typed === undefined) throw new Error(`${integration} cannot be read`);
    const part = runnable(typed);
    const seen: Seen = { compared: 0, ready: 0, differences: [], fellBack: [], silent: [] };
    const fellBack: TellFallBack = (made, why) => {
      seen.fellBack.push(`${why.because} in ${made} ${"problem" in why ? why.problem : ""}`);
    };
    const compiled = comparingAll(compileIntegration(part, { fellBack }), seen);
    for (const name of readdirSync(join(folder, "tests"))) {
      const text = readFileSync(join(folder, "tests", name), "utf8");
      const file = readTestFile({ path: name, text }, part, () => {});
      if (file === undefined) continue;
      for await (const _result of runTests(file, { typed: part, compiled, report: () => {} }));
    }
    expect(seen.differences.slice(0, 3)).toEqual([]);
    expect(seen.silent.slice(0, 3)).toEqual([]);
    expect(seen.ready).toBeGreaterThan(MUTATIONS);
  }, 60_000);
});
