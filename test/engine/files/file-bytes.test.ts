import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../engine/connector/operations.ts";
import { bytesOf } from "../../../engine/files/file-bytes.ts";
import { type FileSource, FileValue } from "../../../engine/value/value.ts";

const file = (name: string, fetch: FileSource) => new FileValue(name, "text/plain", undefined, fetch);
const at = (system: string, name: string) => file(name, { from: "system", system, operation: "get", values: {} });
const never = async (): Promise<Uint8Array> => {
  throw new Error("nothing is to be fetched");
};

describe("the bytes of a file", () => {
  it("that is at hand are its own", async () => {
    const bytes = Uint8Array.of(1, 2);
    expect(await bytesOf(file("a", { from: "bytes", bytes }), never)).toBe(bytes);
  });

  it("that is at a system come from there", async () => {
    const asked: string[] = [];
    const fetched = await bytesOf(at("severa", "a.txt"), async (part, system) => {
      asked.push(`${part.name} at ${system}`);
      return Uint8Array.of(7);
    });
    expect([asked, [...fetched]]).toEqual([["a.txt at severa"], [7]]);
  });

  it("that is packed of others are theirs, fetched in order, archives within archives included", async () => {
    const inner = file("inner.zip", { from: "zip", files: [at("severa", "b.txt")] });
    const outer = file("outer.zip", { from: "zip", files: [at("severa", "a.txt"), inner] });
    const asked: string[] = [];
    const bytes = await bytesOf(outer, async ({ name }) => {
      asked.push(name);
      return new TextEncoder().encode(`text of ${name}`);
    });
    const packed = unzipSync(bytes);
    expect(asked).toEqual(["a.txt", "b.txt"]);
    expect(strFromU8(packed["a.txt"] as Uint8Array)).toBe("text of a.txt");
    expect(Object.keys(unzipSync(packed["inner.zip"] as Uint8Array))).toEqual(["b.txt"]);
  });

  it("that cannot be joined is the fault of its record, not of the connection", async () => {
    const fault = await bytesOf(file("all.pdf", { from: "joined", files: [at("severa", "list.csv")] }), async () =>
      Uint8Array.of(1),
    ).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ReadFault);
    expect(fault).toMatchObject({ kind: "rejected", system: "all.pdf", route: "making the file" });
    expect((fault as Error).message).toContain("list.csv cannot be joined into one PDF");
  });

  it("whose system does not answer is that system's fault", async () => {
    await expect(bytesOf(file("all.zip", { from: "zip", files: [at("severa", "a")] }), never)).rejects.toThrow(
      "nothing is to be fetched",
    );
  });
});
