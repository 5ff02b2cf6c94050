import { describe, expect, it } from "vitest";
import { standardFunctions } from "../../../../engine/language/stdlib/stdlib.ts";
import { runExample } from "./run-example.ts";

const examples = [...standardFunctions.values()].flatMap((each) =>
  each.examples.map((example) => ({ name: each.name, ...example })),
);

describe("every function gives what its documentation says", () => {
  it.each(examples)("$write", (example) => {
    const { values, diagnostics } = runExample(example);
    expect(diagnostics).toBe("fine\n");
    expect(values).toEqual([example.gives, example.gives]);
  });

  it.each([...standardFunctions.values()])("$name is written as its signature says", (each) => {
    expect(each.signature.startsWith(`${each.name}(`)).toBe(true);
    expect(each.says).toMatch(/^[A-Z].*\.$/);
  });

  it.each([...standardFunctions.values()])("the signature of $name names its parameters", ({ signature, takes }) => {
    const inside = signature.slice(signature.indexOf("(") + 1, -1);
    // `value for name in list`: the one parameter takes a generator.
    if (inside.includes(" for ")) expect(takes.map(({ generator }) => generator !== undefined)).toEqual([true]);
    else expect(inside.replaceAll("…", "")).toBe(takes.map(({ name }) => name).join(", "));
  });

  it.each([...standardFunctions.values()])(
    "only the last parameter of $name may be left out or take the rest",
    (each) => {
      for (const parameter of each.takes.slice(0, -1)) {
        expect(parameter.optional).toBeUndefined();
        expect(parameter.rest).toBeUndefined();
      }
    },
  );

  it("each has a name of its own", () => {
    for (const [name, each] of standardFunctions) expect(each.name).toBe(name);
    expect(new Set(standardFunctions.values()).size).toBe(standardFunctions.size);
  });
});
