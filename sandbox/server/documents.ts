/** Small real documents, made when they are asked for. */

/** One page of text as PDF. */
export function pdf(lines: readonly string[]): Buffer {
  const shown = lines.map(
    (line, index) => `1 0 0 1 50 ${780 - index * 16} Tm (${line.replaceAll(/[\\()]/g, "\\$&")}) Tj`,
  );
  const content = `BT /F1 11 Tf\n${shown.join("\n")}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** A PDF padded after its end to the size asked for; readers allow that. */
export function pdfOfSize(size: number): Buffer {
  return Buffer.concat([pdf(["Liite"]), Buffer.alloc(size, 0x20)], size);
}

const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** One transparent pixel. */
export function gif(): Buffer {
  return pixel;
}
