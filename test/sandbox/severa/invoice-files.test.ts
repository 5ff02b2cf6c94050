import { expect, it } from "vitest";
import { attachedFiles } from "../../../sandbox/severa/invoice-files.ts";

it("every fifth invoice has an attachment, every tenth two", () => {
  const counts = Array.from({ length: 20 }, (_, index) => attachedFiles(index, undefined).length);
  expect(counts.flatMap((count, index) => (count > 0 ? [[index, count]] : []))).toEqual([
    [3, 2],
    [8, 1],
    [13, 2],
    [18, 1],
  ]);
});

it("each is as large as it says, and is of the type that its name says", () => {
  const cases = [undefined, "attachment over 10 MB", "attachment with special characters in its name"] as const;
  for (const { name, type, size, bytes } of cases.flatMap((special) => attachedFiles(3, special))) {
    expect(bytes().length).toBe(size);
    expect(bytes().subarray(0, 4).toString("latin1")).toBe(type === "image/gif" ? "GIF8" : "%PDF");
    expect(name.endsWith(type === "image/gif" ? ".gif" : ".pdf")).toBe(true);
  }
});

it("what is to be refused stands there instead", () => {
  expect(attachedFiles(3, "attachment of a forbidden type").map(({ name }) => name)).toEqual(["sopimus.docx"]);
  expect(attachedFiles(3, "attachment over 10 MB").map(({ size }) => size)).toEqual([11_000_000]);
});
