import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeptFiles } from "../../../engine/project/kept-files.ts";
import { KeptSystem } from "../../../engine/project/kept-system.ts";
import type { Report } from "../../../engine/source/diagnostic.ts";
import { smallProject, textsBelow, write } from "./small-project.ts";

/** The books of a small project, with some of its connector another text. */
function books(change: (connector: string) => string = (text) => text) {
  const root = smallProject();
  const path = "schemas/books/connector.yaml";
  write(root, path, change(textsBelow(root).get(path) ?? ""));
  const files = new KeptFiles(root);
  return { root, files, system: new KeptSystem(join(root, "schemas/books"), files) };
}

function codes(tell: (report: Report) => void): readonly string[] {
  const told: string[] = [];
  tell((code) => void told.push(code));
  return told;
}

describe("a system that was read", () => {
  it("is so until one of its files is another", () => {
    const { root, files, system } = books();
    write(root, "schemas/shop/order.json", "{}");
    files.changed(join(root, "schemas/shop/order.json"));
    expect(system.isStillSo()).toBe(true);
    write(root, "schemas/books/item.json", "{}");
    files.changed(join(root, "schemas/books/item.json"));
    expect(system.isStillSo()).toBe(false);
  });

  it("tells its faults to each who asks, without a second look", () => {
    const { root, system } = books((text) => text.replace("schema: item.json", "schema: items.json"));
    const first = codes((report) => system.tell(report));
    write(root, "schemas/books/items.json", "{}");
    expect(first.length).toBeGreaterThan(0);
    expect(codes((report) => system.tell(report))).toEqual(first);
  });

  it("has its calls read when they are asked for, once, and what is wrong with them is told each time", () => {
    const { system } = books((text) => text.replace("create: POST /items", "create: SEND /items"));
    expect(codes((report) => system.tell(report))).not.toContain("connector-value");
    const read = [1, 2].map(() => {
      const told: string[] = [];
      return { connector: system.connector((code) => void told.push(code)), told };
    });
    expect(read[0]?.told).toContain("connector-value");
    expect(read[1]?.told).toEqual(read[0]?.told);
    expect(read[1]?.connector).toBe(read[0]?.connector);
  });

  it("is nothing, in silence, where there is none", () => {
    const { root, files } = books();
    const none = new KeptSystem(join(root, "schemas/nothing"), files);
    expect([none.made, none.connector(() => {})]).toEqual([undefined, undefined]);
    expect(codes((report) => none.tell(report))).toEqual([]);
  });
});
