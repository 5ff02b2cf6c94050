import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { zipFiles } from "../../../engine/files/zip-files.ts";

it("an archive holds each file under its name", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const files = [
    { name: "receipt 1.txt", type: "text/plain", bytes: bytes("lunch") },
    { name: "kuitti ä.txt", type: "text/plain", bytes: bytes("taxi") },
  ];
  const found = Object.entries(unzipSync(zipFiles(files))).map(([name, content]) => [name, strFromU8(content)]);
  expect(found).toEqual([
    ["receipt 1.txt", "lunch"],
    ["kuitti ä.txt", "taxi"],
  ]);
});
