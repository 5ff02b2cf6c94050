import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { Project } from "../../../engine/project/project.ts";
import { checked, smallProject, temporaryFolder, textsBelow, write } from "./small-project.ts";

/** What an editor and a disk can do to a project, each with numbers that say where. */
type Change =
  | { readonly kind: "edit" | "unsaved edit"; readonly file: number; readonly how: number; readonly where: number }
  | {
      readonly kind: "restore" | "remove" | "drop overlay" | "copy" | "copy beside" | "remove folder";
      readonly file: number;
    };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: edit("edit") },
  { weight: 2, arbitrary: edit("unsaved edit") },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("restore", "remove", "drop overlay", "copy", "copy beside", "remove folder"),
      file: fc.nat(100),
    }),
  },
);

function edit(kind: "edit" | "unsaved edit"): fc.Arbitrary<Change> {
  return fc.record({ kind: fc.constant(kind), file: fc.nat(100), how: fc.nat(3), where: fc.nat(1000) });
}

/** A line less, a line twice, a word of another length, or one of the same. */
function edited(text: string, how: number, where: number): string {
  const lines = text.split("\n");
  const at = where % lines.length;
  const line = lines[at] ?? "";
  const words = [[], [line, line], [line.replace(/[a-z]+/i, "other")], [line.replace(/[a-z]/i, "x")]];
  return lines.toSpliced(at, 1, ...(words[how] ?? [])).join("\n");
}

/** A project that is kept open over changes, beside the texts that it should be made of. */
class Kept {
  readonly root = smallProject();
  readonly project = new Project(this.root);
  readonly original = textsBelow(this.root);
  readonly unsaved = new Map<string, string>();
  readonly #mirror = temporaryFolder();

  /** `told`: the project hears which path it was; else it has everything looked at again. */
  apply(change: Change, told: boolean): void {
    const there = [...new Set([...textsBelow(this.root).keys(), ...this.unsaved.keys()])].toSorted();
    const path = (change.kind === "restore" ? [...this.original.keys()] : there)[change.file % there.length];
    if (path === undefined) return;
    const text = this.unsaved.get(path) ?? textsBelow(this.root).get(path) ?? "";
    const changed = (at: string) => (told ? this.project.changed(at) : this.project.refresh());
    switch (change.kind) {
      case "edit":
        write(this.root, path, edited(text, change.how, change.where));
        changed(path);
        break;
      case "unsaved edit":
        this.unsaved.set(path, edited(text, change.how, change.where));
        this.project.overlay(path, this.unsaved.get(path));
        break;
      case "restore":
        write(this.root, path, this.original.get(path) ?? "");
        changed(path);
        break;
      case "remove":
        rmSync(join(this.root, path), { force: true });
        changed(path);
        break;
      case "drop overlay":
        this.unsaved.delete(path);
        this.project.overlay(path, undefined);
        break;
      case "copy":
      case "copy beside": {
        const beside = path.replace(/([^/]*)$/, "copy-$1");
        const copy = change.kind === "copy" ? path.replace("shop-books", "third") : beside;
        write(this.root, copy, text);
        changed(copy);
        break;
      }
      case "remove folder": {
        const folder = path.split("/").slice(0, 2).join("/");
        rmSync(join(this.root, folder), { recursive: true, force: true });
        changed(folder);
        break;
      }
    }
  }

  /** What a project says that is opened anew on the same texts, all of them saved. */
  async anew() {
    rmSync(this.#mirror, { recursive: true, force: true });
    for (const [path, text] of [...textsBelow(this.root), ...this.unsaved]) write(this.#mirror, path, text);
    return checked(this.#mirror, new Project(this.#mirror));
  }
}

describe("a project that is kept open", () => {
  it("says after any changes what one says that is opened anew", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 6 }), async (changes) => {
        const kept = new Kept();
        await checked(kept.root, kept.project);
        for (const [one, told] of changes) {
          kept.apply(one, told);
          expect(await checked(kept.root, kept.project)).toEqual(await kept.anew());
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  const opened = () => {
    const root = smallProject();
    const project = new Project(root);
    const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
    const typed = (name: string) => openLibrary(place, () => {}, project).integration(name)?.typed;
    return { root, project, place, typed };
  };

  it("reads a mapping folder again when a file of it changes, and no other", () => {
    const { project, typed } = opened();
    const [shop, twoWay] = [typed("shop-books"), typed("two-way")];
    expect(typed("shop-books")).toBe(shop);
    project.overlay("mappings/shop-books/items.yaml", "register: items\n");
    expect(typed("shop-books")).not.toBe(shop);
    expect(typed("two-way")).toBe(twoWay);
  });

  it("reads the mapping folders again that lean on a schema that changes", () => {
    const { root, project, place, typed } = opened();
    write(root, "mappings/alone/integration.yaml", "integration: alone\ntitle: Alone\n");
    const [shop, alone] = [typed("shop-books"), typed("alone")];
    const books = openLibrary(place, () => {}, project).system("books")?.schema;
    write(root, "schemas/shop/customer.json", '{ "type": "object", "properties": {} }');
    project.changed("schemas/shop/customer.json");
    expect(typed("shop-books")).not.toBe(shop);
    expect(typed("alone")).toBe(alone);
    expect(openLibrary(place, () => {}, project).system("books")?.schema).toBe(books);
  });

  it("reads nothing again when a text was only saved, touched, or written as it was", () => {
    const { root, project, typed } = opened();
    const shop = typed("shop-books");
    const path = "mappings/shop-books/items.yaml";
    const text = textsBelow(root).get(path) ?? "";
    project.overlay(path, text);
    expect(typed("shop-books")).toBe(shop);
    write(root, path, text);
    project.overlay(path, undefined);
    project.changed(".");
    expect(typed("shop-books")).toBe(shop);
    project.refresh();
    expect(typed("shop-books")).toBe(shop);
  });

  it("does not see what changes behind its back until somebody says so", () => {
    const { root, project, typed } = opened();
    const shop = typed("shop-books");
    write(root, "mappings/shop-books/items.yaml", "register: items\n");
    expect(typed("shop-books")).toBe(shop);
    project.refresh();
    expect(typed("shop-books")).not.toBe(shop);
  });
});
