import { gif, pdf, pdfOfSize } from "../server/documents.ts";
import type { RefusalCase } from "./cases.ts";
import type { StoredFile } from "./world.ts";

/** The attachments of an invoice, by its place and case. */
export function attachedFiles(index: number, special: RefusalCase | undefined): readonly StoredFile[] {
  if (special === "attachment of a forbidden type")
    return [
      stored(
        "sopimus.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Buffer.from("PK\u0003\u0004"),
      ),
    ];
  if (special === "attachment over 10 MB")
    return [
      { name: "piirustukset.pdf", type: "application/pdf", size: 11_000_000, bytes: () => pdfOfSize(11_000_000) },
    ];
  if (special === "attachment with special characters in its name")
    return [stored("liite #1: työ & matka.pdf", "application/pdf", pdf(["Liite"]))];
  if (index % 5 !== 3) return [];
  const first = stored(`tuntierittely-${index + 1}.pdf`, "application/pdf", pdf([`Tuntierittely ${index + 1}`]));
  return index % 10 === 3 ? [first, stored(`kuva-${index + 1}.gif`, "image/gif", gif())] : [first];
}

function stored(name: string, type: string, bytes: Buffer): StoredFile {
  return { name, type, size: bytes.length, bytes: () => bytes };
}
