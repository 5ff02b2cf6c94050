import { parseArgs } from "node:util";
import { type Faults, type SandboxOptions, startSandbox } from "./sandbox.ts";

/** Runs the sandbox as a process of its own: one JSON line when it listens, an end on SIGTERM or SIGINT. */

const usage = `node sandbox/main.ts [--port N] [--seed N] [--invoices N] [--customers N] [--travel N] [--purchases N]
    [--token-seconds N] [--list-lag MS] [--no-quota] [--no-refusals] [--open-years] [--faults JSON]`;

function read(): SandboxOptions {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      seed: { type: "string" },
      invoices: { type: "string" },
      customers: { type: "string" },
      travel: { type: "string" },
      purchases: { type: "string" },
      "token-seconds": { type: "string" },
      "list-lag": { type: "string" },
      "no-quota": { type: "boolean" },
      "no-refusals": { type: "boolean" },
      "open-years": { type: "boolean" },
      faults: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const numbers = {
    port: values.port,
    seed: values.seed,
    invoices: values.invoices,
    customers: values.customers,
    travel: values.travel,
    purchases: values.purchases,
    tokenSeconds: values["token-seconds"],
    listLagMs: values["list-lag"],
  };
  const given = Object.entries(numbers).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, Number(text)] as const],
  );
  return {
    ...Object.fromEntries(given),
    quota: values["no-quota"] !== true,
    refusals: values["no-refusals"] !== true,
    closedYears: values["open-years"] !== true,
    faults: values.faults === undefined ? {} : (JSON.parse(values.faults) as Partial<Faults>),
  };
}

try {
  const sandbox = await startSandbox(read());
  const { url, access } = sandbox;
  process.stdout.write(`${JSON.stringify({ url, ...access })}\n`);
  const end = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}
