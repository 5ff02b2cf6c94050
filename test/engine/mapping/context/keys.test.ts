import { describe, expect, it } from "vitest";
import { Keys } from "../../../../engine/mapping/context/keys.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";

/** The keys of a map in which `title`, `kind`, `count` and `flag` may stand, and what is reported of them. */
function keysOf(text: string) {
  const faults = collector();
  const map = readYaml({ path: "a.yaml", text }, faults.report);
  if (map?.kind !== "map") throw new Error("it is no map");
  const keys = new Keys(map, "a thing", ["title", "kind", "count", "flag"], faults.report);
  return {
    keys,
    get told() {
      return faults.diagnostics.map(({ code, span }) => `${code}: ${span.source.text.slice(span.start, span.end)}`);
    },
  };
}

describe("the keys of a map", () => {
  it("are those that may stand there, with the nearest for another", () => {
    expect(keysOf("titel: A").told).toEqual(["key-unknown: titel"]);
  });

  it("are missed where they are needed, at the first key", () => {
    const read = keysOf("kind: a");
    read.keys.need("title");
    expect(read.told).toEqual(["key-missing: kind"]);
  });

  it("give what is asked for, or report another shape", () => {
    const read = keysOf("title: [a]\nkind: ab\ncount: 0\nflag: yes");
    expect(read.keys.text("title")).toBeUndefined();
    expect(read.keys.word("kind", ["a", "b"])).toBeUndefined();
    expect(read.keys.integer("count")).toBeUndefined();
    expect(read.keys.flag("flag")).toBe(false);
    expect(read.told).toEqual(["shape-wrong: a", "option-unknown: ab", "shape-wrong: 0", "option-unknown: yes"]);
  });

  it("give a single value as a list of one", () => {
    const { keys } = keysOf("kind: a\ntitle: [a, b]");
    expect([keys.items("kind").length, keys.items("title").length, keys.items("flag").length]).toEqual([1, 2, 0]);
  });
});
