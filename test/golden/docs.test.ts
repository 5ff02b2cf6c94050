import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { koppel } from "../e2e/harness.ts";

const root = join(import.meta.dirname, "../..");

it("the field tables of the shipped integration are printed as they are here", { timeout: 60_000 }, async () => {
  const { code, out, err } = await koppel(root, ["docs", "mappings/severa-procountor"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const path = join(import.meta.dirname, "docs/severa-procountor.md");
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, out);
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(out).toBe(readFileSync(path, "utf8"));
});
