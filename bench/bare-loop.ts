import { Pool } from "undici";
import type { SandboxProcess } from "./sandbox-process.ts";

/** One invoice as it was carried: Severa's id, its number, and the body that Procountor was sent. */
export interface Carried {
  readonly guid: string;
  readonly number: string;
  readonly body: string;
}

const PAGE = 100;

/**
 * The least that carries the same invoices: list them and their rows in pages, search, create, move the status on. It keeps nothing, checks
 * nothing but the answer's status, and maps nothing, since the bodies are ready. Seconds from the first list call on.
 */
export async function bareLoop(
  { access }: SandboxProcess,
  carried: readonly Carried[],
  concurrency: number,
): Promise<number> {
  const severa = new Pool(new URL(access.severa.baseUrl).origin, { connections: concurrency });
  const procountor = new Pool(new URL(access.procountor.baseUrl).origin, { connections: concurrency });
  const severaPath = new URL(access.severa.baseUrl).pathname;
  const procountorPath = new URL(access.procountor.baseUrl).pathname;
  const call = async (
    pool: Pool,
    method: "GET" | "POST" | "PATCH",
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<{ readonly text: string; readonly headers: Record<string, unknown> }> => {
    const answer = await pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`);
    return { text, headers: answer.headers };
  };
  try {
    const json = { "content-type": "application/json" };
    const severaToken = JSON.parse(
      (
        await call(
          severa,
          "POST",
          `${severaPath}/v1/token`,
          json,
          JSON.stringify({
            client_id: access.severa.clientId,
            client_secret: access.severa.clientSecret,
            scope: "invoices:read,invoices:write,settings:read",
          }),
        )
      ).text,
    ) as { access_token: string };
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: access.procountor.clientId,
      client_secret: access.procountor.clientSecret,
      api_key: access.procountor.apiKey,
    });
    const procountorToken = JSON.parse(
      (
        await call(
          procountor,
          "POST",
          `${procountorPath}/oauth/token`,
          { "content-type": "application/x-www-form-urlencoded" },
          form.toString(),
        )
      ).text,
    ) as { access_token: string };
    const toSevera = {
      authorization: `Bearer ${severaToken.access_token}`,
      client_id: access.severa.clientId,
      ...json,
    };
    const toProcountor = { authorization: `Bearer ${procountorToken.access_token}`, ...json };
    const statuses = JSON.parse(
      (await call(severa, "GET", `${severaPath}/v1/invoicestatuses`, toSevera)).text,
    ) as readonly {
      guid: string;
      name: string;
    }[];
    const status = statuses.find(({ name }) => name === "Transferred to Procountor")?.guid;
    if (status === undefined) throw new Error("the status after transfer is not there");

    const begun = performance.now();
    // The invoices have been moved on by the run before, so this is where the same pages are found now.
    const list = async (what: string): Promise<number> => {
      let page: string | undefined = "";
      let listed = 0;
      while (page !== undefined) {
        const answer = await call(severa, "GET", `${severaPath}/v1/${what}&rowCount=${PAGE}${page}`, toSevera);
        listed += (JSON.parse(answer.text) as readonly unknown[]).length;
        const next = answer.headers["nextpagetoken"];
        page = typeof next === "string" && next !== "" ? `&pageToken=${encodeURIComponent(next)}` : undefined;
      }
      return listed;
    };
    const listed = await list(`invoices?invoiceStatusGuids=${status}`);
    if (listed < carried.length) throw new Error(`only ${listed} of ${carried.length} invoices are listed`);
    await list("invoicerows?changedSince=2000-01-01T00:00:00Z");
    const patch = JSON.stringify([{ op: "Replace", path: "/status", value: { guid: status } }]);
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let one = carried[next++]; one !== undefined; one = carried[next++]) {
        const search = `${procountorPath}/invoices?originalInvoiceNumber=${one.number}&size=200`;
        await call(procountor, "GET", search, toProcountor);
        await call(procountor, "POST", `${procountorPath}/invoices`, toProcountor, one.body);
        await call(severa, "PATCH", `${severaPath}/v1/invoices/${one.guid}`, toSevera, patch);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return (performance.now() - begun) / 1000;
  } finally {
    await severa.close();
    await procountor.close();
  }
}
