import { describe, expect, it } from "vitest";
import { GeneratedSource } from "../../../../engine/language/generated/generated-source.ts";
import { Routine, readField } from "../../../../engine/language/generated/routine.ts";
import { HOSTILE } from "./hostile.ts";

describe("reading a field", () => {
  it.each(HOSTILE)("the name %j of a field is read and does nothing", (name) => {
    const source = new GeneratedSource();
    source.add(`function read(record) { return ${readField("record", name)}; }`);
    const read = source.run("read") as (record: unknown) => unknown;
    expect(read(Object.fromEntries([[name, "found"]]))).toBe("found");
    expect(read(null)).toBeUndefined();
  });
});

describe("a routine", () => {
  const run = (source: GeneratedSource, routine: Routine, body: string, slots: readonly unknown[]): unknown => {
    source.add(`function go(frame) {\n${routine.head()}\n${body}\n}`);
    return (source.run("go") as (frame: unknown) => unknown)({ slots });
  };

  it("reads a field once, at its head, however often it is written", () => {
    const source = new GeneratedSource();
    const routine = new Routine(source);
    const [one, other] = [0, 1].map(() => routine.field(routine.slot(2), "name"));
    expect(other).toBe(one);
    let reads = 0;
    const record = {
      get name() {
        reads++;
        return "Ann";
      },
    };
    expect(run(source, routine, `return ${one} + ${other};`, [0, 0, record])).toBe("AnnAnn");
    expect(reads).toBe(1);
  });

  it("reads what a loop puts into a slot at the head of the loop, and the rest at its own", () => {
    const source = new GeneratedSource();
    const routine = new Routine(source);
    routine.enterLoop(0, "entry");
    const inner = routine.field(routine.slot(0), "n");
    const outer = routine.field(routine.slot(2), "n");
    const head = routine.leaveLoop();
    expect(head).toContain(`const ${inner} =`);
    expect(head).not.toContain(outer);
    const body = `let sum = 0;\nfor (const entry of slots[4]) {\n${head}\nsum += ${inner} * ${outer};\n}\nreturn sum;`;
    expect(run(source, routine, body, [undefined, 0, { n: 10 }, 0, [{ n: 1 }, { n: 2 }]])).toBe(30);
  });

  it("after a loop its slot is what stands there again", () => {
    const source = new GeneratedSource();
    const routine = new Routine(source);
    routine.enterLoop(0, "entry");
    routine.slot(0);
    routine.leaveLoop();
    expect(run(source, routine, `return ${routine.slot(0)};`, ["outside"])).toBe("outside");
  });

  it("knows no field of what is none of its variables", () => {
    expect(() => new Routine(new GeneratedSource()).field("x1", "name")).toThrow("x1 is no variable");
  });
});
