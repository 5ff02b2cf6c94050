import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { entryNames } from "../../../engine/files/entry-names.ts";
import { zipFiles } from "../../../engine/files/zip-files.ts";
import { expectAtOnce } from "../../attack.ts";

it.each([
  ["a path upwards", "../../etc/passwd", "_._.._etc_passwd"],
  ["an absolute one", "/etc/passwd", "_etc_passwd"],
  ["one of Windows", "C:\\Windows\\a.dll", "C__Windows_a.dll"],
  ["one name of Windows for two things", "a.txt:hidden", "a.txt_hidden"],
  ["nothing", "", "file"],
  ["blanks", "  ", "file"],
  ["the folder itself", ".", "_"],
  ["the folder above", "..", "_"],
  ["a hidden file", ".bashrc", "_bashrc"],
  ["points and blanks at the end", "a.txt. .", "a.txt"],
  ["a device", "con.pdf", "_con.pdf"],
  ["another", "LPT1", "_LPT1"],
  ["a key that objects have", "__proto__", "___proto__"],
  ["controls", "a\0b\u001b[2J\r\nc.pdf", "a_b_[2J__c.pdf"],
  ["a turn of direction", "invoice\u202efdp.exe", "invoice_fdp.exe"],
  ["decomposed letters", "ma\u0308ki.pdf", "mäki.pdf"],
])("%s is made a plain name", (_, name, entry) => {
  expect(entryNames([name])).toEqual([entry]);
});

it("names alike are told apart, also where letters differ in size only", () => {
  expect(entryNames(["a.pdf", "A.PDF", "a.pdf", "a (2).pdf", "b", "b"])).toEqual([
    "a.pdf",
    "A (2).PDF",
    "a (3).pdf",
    "a (2) (2).pdf",
    "b",
    "b (2)",
  ]);
});

it("a long name keeps its ending", () => {
  const [name = ""] = entryNames([`${"ä".repeat(5000)}.pdf`]);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name).toMatch(/^ä+\.pdf$/);
});

it("many names, and long ones, take no time", () => {
  expectAtOnce(() => entryNames(Array<string>(20_000).fill("a.pdf")));
  expectAtOnce(() => entryNames([". ".repeat(50_000), ".".repeat(100_000)]));
});

it("every file is in the archive, whatever the names", () => {
  const names = ["a.txt", "../a.txt", "a.txt", "__proto__", "", "7", "A.txt", "/"];
  const packed = unzipSync(
    zipFiles(names.map((name, index) => ({ name, type: "text/plain", bytes: Buffer.from(`text ${index}`) }))),
  );
  expect(
    Object.values(packed)
      .map((content) => strFromU8(content))
      .toSorted(),
  ).toEqual(names.map((__, index) => `text ${index}`));
  for (const name of Object.keys(packed)) expect(name).not.toMatch(/[/\\]|^\./);
});
