import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Bounds, rootOf } from "../../../engine/project/bounds.ts";
import { temporaryFolder } from "../store/sqlite/temporary-store.ts";

/** A project with a file, a folder outside with another, and links from here to there. */
function scene() {
  const folder = temporaryFolder();
  const [project, outside] = [join(folder, "project"), join(folder, "outside")];
  mkdirSync(join(project, "inner"), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(project, "a.yaml"), "");
  writeFileSync(join(outside, "b.yaml"), "");
  const link = (name: string, to: string) => symlinkSync(to, join(project, name));
  return { project, outside, link, bounds: new Bounds(project), at: (name: string) => join(project, name) };
}

describe("within its bounds", () => {
  it("is what lies there, also by a link, and what is not there yet", () => {
    const { bounds, at, link } = scene();
    link("same.yaml", "inner/../a.yaml");
    link("to-come.yaml", "inner/new.yaml");
    expect(bounds.follow(at("a.yaml"))).toEqual({ real: at("a.yaml"), isWithin: true });
    expect(bounds.follow(at("same.yaml"))).toEqual({ real: at("a.yaml"), isWithin: true });
    expect(bounds.follow(at("inner/deep/new.yaml"))).toEqual({ real: at("inner/deep/new.yaml"), isWithin: true });
    expect(bounds.follow(at("to-come.yaml"))).toEqual({ real: at("inner/new.yaml"), isWithin: true });
  });

  it.each([
    ["a path that climbs", "../outside/b.yaml", undefined],
    ["a link to a file", "link.yaml", "../outside/b.yaml"],
    ["a link to what is not there yet, which would be made there", "link.yaml", "../outside/new.yaml"],
    ["a link to a link", "link.yaml", "second"],
    ["a link to a folder above", "up", ".."],
    ["a file below a linked folder", "there/b.yaml", undefined],
    ["one whose name only begins like the project's", "../project-2/b.yaml", undefined],
  ])("is not %s", (_, name, to) => {
    const { bounds, at, link } = scene();
    link("second", "../outside/b.yaml");
    link("there", "../outside");
    if (to !== undefined) link(name, to);
    expect(bounds.follow(at(name)).isWithin).toBe(false);
  });

  it("is what lies in a project that is itself reached by a link", () => {
    const { project, outside } = scene();
    symlinkSync(project, `${outside}-link`);
    const bounds = new Bounds(`${outside}-link`);
    expect(bounds.follow(join(`${outside}-link`, "a.yaml"))).toEqual({ real: join(project, "a.yaml"), isWithin: true });
  });

  it("a link that leads to itself leads nowhere else", () => {
    const { bounds, at, link } = scene();
    link("loop", "loop");
    expect(bounds.follow(at("loop")).isWithin).toBe(true);
  });
});

describe("a further folder that is named", () => {
  it("is within them", () => {
    const { bounds, outside } = scene();
    bounds.name(outside);
    expect(bounds.follow(join(outside, "b.yaml")).isWithin).toBe(true);
  });

  it("is not when it is a link in one that is there already", () => {
    const { bounds, at, link } = scene();
    link("there", "../outside");
    bounds.name(at("there"));
    expect(bounds.follow(at("there/b.yaml")).isWithin).toBe(false);
  });
});

it("a project begins at the repository around its workspace, but not with somebody's home", () => {
  const { project, at } = scene();
  mkdirSync(at("inner/deploy"));
  expect(rootOf(at("inner/deploy"), undefined)).toBe(at("inner/deploy"));
  mkdirSync(at(".git"));
  expect(rootOf(at("inner/deploy"), undefined)).toBe(project);
  expect(rootOf(at("inner/deploy"), project)).toBe(at("inner/deploy"));
});
