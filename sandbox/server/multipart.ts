/** One part of a multipart body. */
export interface Part {
  readonly name: string | undefined;
  readonly fileName: string | undefined;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/**
 * The parts of a multipart body; undefined when it is malformed. Ours, since those of the platform and of busboy refuse
 * `multipart/related`, the platform's forgets the content type of a part without a file name, and both answer later.
 */
export function parseMultipart(contentType: string, body: Buffer): readonly Part[] | undefined {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString("latin1") === "--") return parts;
    const end = body.indexOf(mark, start);
    if (end < 0) return undefined;
    const part = parsePart(body.subarray(start + 2, end - 2));
    if (part === undefined) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
}

function parsePart(bytes: Buffer): Part | undefined {
  const gap = bytes.indexOf("\r\n\r\n");
  if (gap < 0) return undefined;
  const headers = new Map<string, string>();
  for (const line of bytes.subarray(0, gap).toString("utf8").split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get("content-disposition") ?? "";
  return {
    name: /[;\s]name="([^"]*)"/i.exec(disposition)?.[1],
    fileName: /filename="([^"]*)"/i.exec(disposition)?.[1],
    type: headers.get("content-type"),
    body: bytes.subarray(gap + 4),
  };
}
