import { deflateSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { makeApart } from "../../../engine/files/apart.ts";
import { LIMITS } from "../../../engine/files/limits.ts";
import { largeGif, pdf, png, pngRemark, stream, zeros } from "./attacks.ts";

const PDF = "application/pdf";
const PNG = "image/png";
const file = (name: string, type: string, bytes: Uint8Array) => ({ name, type, bytes });
const plain = file("plain.pdf", PDF, pdf());

/** Tight, so that the tests are short; what is held to them is the same. */
const TIGHT = { ...LIMITS, memory: 100_000_000, milliseconds: 4000 };

async function refusal(making: Promise<unknown>): Promise<string> {
  const fault = await making.catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: "FileFault" });
  return (fault as Error).message;
}

describe("a picture that is larger than is taken on is refused by its header", () => {
  it.each([
    ["a GIF of some bytes", file("scan.gif", "image/gif", largeGif())],
    ["a PNG", file("scan.gif", PNG, png(12_000, 12_000, 1))],
  ])("%s", async (_, bomb) => {
    const started = performance.now();
    expect(await refusal(makeApart("pdf", [bomb]))).toBe(
      "scan.gif cannot be joined into one PDF: it has 12000 × 12000 points, of which at most 25 million are taken: a smaller picture, or a JPEG or PDF of it, would do",
    );
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("what turns out to cost too much is ended, and its file named", () => {
  const objects = "/Type/ObjStm/N 1/First 4";
  it.each([
    ["a PNG with more in it than its header says", PNG, png(10, 10, 400_000_000)],
    ["a PNG with a long remark", PNG, png(10, 10, 410, [pngRemark(400_000_000)])],
    ["a PDF of 389 kB", PDF, pdf(stream(5, `${objects}/Filter/FlateDecode`, zeros(400_000_000)))],
    [
      "a PDF of 2 kB, compressed twice",
      PDF,
      pdf(stream(5, `${objects}/Filter[/FlateDecode/FlateDecode]`, deflateSync(zeros(400_000_000)))),
    ],
    [
      "a PDF that promises two thousand million objects",
      PDF,
      pdf(stream(5, "/Type/XRef/W[0 0 0]/Size 2000000000/Index[0 2000000000]", Buffer.from("x"))),
    ],
    ["a PDF whose objects never end", PDF, pdf("5 0 obj <<\n".repeat(30_000))],
  ])("%s", async (_, type, bytes) => {
    const said = await refusal(makeApart("pdf", [plain, file("bomb.x", type, bytes)], TIGHT));
    expect(said).toMatch(
      /^bomb\.x cannot be joined into one PDF: it takes more than (100 MB of memory|4 seconds); a plainer file, such as a print of it, would do$/,
    );
    // The next document is none the worse for it.
    expect((await makeApart("pdf", [plain])).byteLength).toBeGreaterThan(100);
  });

  it("while the program's own thread goes on", async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 20);
    const bomb = file("bomb.pdf", PDF, pdf("5 0 obj <<\n".repeat(30_000)));
    await refusal(makeApart("pdf", [bomb], { ...TIGHT, milliseconds: 1000 }));
    clearInterval(ticking);
    // It would be one at most if the file were read in this thread.
    expect(ticks).toBeGreaterThan(5);
  });

  it.each([
    ["deeply nested lists", `5 0 obj\n${"[".repeat(1_000_000)}\nendobj\n`],
    ["deeply nested dictionaries", `5 0 obj\n${"<</a ".repeat(200_000)}\nendobj\n`],
    ["an open text", `5 0 obj\n${"(".repeat(1_000_000)}\nendobj\n`],
  ])("%s beside a page do no harm", async (_, object) => {
    const joined = await makeApart("pdf", [file("odd.pdf", PDF, pdf(object))]);
    expect(joined.byteLength).toBeLessThan(2000);
  });
});

describe("a PDF of which not all can be read is refused", () => {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const whole = text(pdf());
  it.each([
    ["cut off", whole.slice(0, -20), "it is not a readable PDF, or ends too early"],
    ["a list of pages that holds itself", whole.replace("[3 0 R]", "[2 0 R]"), "it is not a readable PDF"],
    [
      "encrypted",
      whole.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>"),
      "it is encrypted: a copy that opens without a password would do",
    ],
    [
      "more pages than are taken on",
      whole.replace("[3 0 R]", `[${"3 0 R ".repeat(2001)}]`),
      "with it there are more than 2000 pages: a shorter one would do",
    ],
  ])("%s", async (_, written, problem) => {
    const said = await refusal(makeApart("pdf", [plain, file("odd.pdf", PDF, Buffer.from(written, "latin1"))]));
    expect(said).toContain(`odd.pdf cannot be joined into one PDF: ${problem}`);
  });
});

it("more bytes than are taken on are refused by their number, whatever is to be made of them", async () => {
  const files = [file("a.bin", "x/y", new Uint8Array(60)), file("b.bin", "x/y", new Uint8Array(50))];
  for (const as of ["zip", "pdf"] as const)
    expect(await refusal(makeApart(as, files, { ...LIMITS, bytes: 100 }))).toBe(
      "with b.bin the files have 110 bytes together, of which at most 100 are made into one: smaller or fewer files would do",
    );
});

it("archives are packed there, too, and several documents wait for each other", async () => {
  const packed = (text: string) => makeApart("zip", [file("a.txt", "text/plain", Buffer.from(text))]);
  const made = await Promise.all(["one", "two", "three"].map(packed));
  expect(made.map((bytes) => strFromU8(unzipSync(bytes)["a.txt"] as Uint8Array))).toEqual(["one", "two", "three"]);
});
