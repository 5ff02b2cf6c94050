import { compileIntegration } from "../../../../engine/compile/compile-integration.ts";
import { runTests, type TestResult } from "../../../../engine/review/mapping-test/run-tests.ts";
import { readTestFile } from "../../../../engine/review/mapping-test/test-file.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { typedShop } from "../../compile/shop.ts";

/** A test file of the golden integration. `told`: what is reported, each as `code: the text that is marked`. */
export function readShopTests(text: string, typed = typedShop()) {
  const found = collector();
  const file = readTestFile({ path: "shop.test.yaml", text }, typed, found.report);
  const told = () =>
    found.diagnostics.map(({ code, span }) => `${code}: ${span.source.text.slice(span.start, span.end)}`);
  return { typed, file, report: found.report, diagnostics: () => found.diagnostics, told };
}

/** The same, of a text that is right but for what its records and expectations hold. */
export function shopTests(text: string, typed = typedShop()) {
  const { file, ...read } = readShopTests(text, typed);
  if (file === undefined) throw new Error(read.told().join("\n"));
  return { ...read, file, compiled: compileIntegration(typed, { trace: true }) };
}

/** The results of one test file, with the codes of its faults. */
export async function runShopTests(text: string) {
  const { typed, compiled, file, report, diagnostics } = shopTests(text);
  const results: TestResult[] = [];
  for await (const result of runTests(file, { typed, compiled, report })) results.push(result);
  return { typed, results, codes: diagnostics().map(({ code }) => code) };
}

/** What the settings of the shop name, for files whose tests are about something else. */
export const SETTINGS = `settings:
  invoices: { transfer: open, done: done, account: bank }
  notices: { addresses: [a@example.fi] }
`;
export const NAMED_BY_SETTINGS = `  shop/orderStatus:
    open: { guid: s1, name: Open, isActive: true, hasNumber: true }
    done: { guid: s2, name: Done, isActive: true, hasNumber: true }
  books/account:
    bank: { id: 7, iban: FI2112345600000785 }
`;

/** A file of tests of one flow: its own records, and its cases. */
export function shopTestText(flow: string, records: string, cases: string): string {
  return `tests: ${flow}\nnow: 2026-03-02T08:00:00+02:00\n${SETTINGS}records:\n${NAMED_BY_SETTINGS}${records}\ncases:\n${cases}\n`;
}

/** What of the expectations of one case did not hold; `made`: whether the line that made it is told. */
export async function caseMisses(flow: string, records: string, testCase: string) {
  const { results, codes } = await runShopTests(shopTestText(flow, records, `  - { name: one, ${testCase} }`));
  if (codes.length > 0) throw new Error(codes.join(", "));
  return results.flatMap(({ misses }) =>
    misses.map(({ what, expected, found, madeBy }) => ({ what, expected, found, made: madeBy !== undefined })),
  );
}

/** An order that goes to the books as it is, with what it needs. */
export const ORDER = `  shop/country:
    finland: { guid: c1, name: Suomi, code2: FI }
  shop/customer:
    acme: { guid: k1, number: 1001, name: Acme Oy, isActive: true, vatNumber: FI12345671 }
  shop/order:
    plain:
      guid: o1
      number: 5001
      date: 2026-03-01
      receiver: Acme Oy
      street: Katu 1
      country: Suomi
      isTest: false
      status: open
      customer: acme
      total: { amount: 0, currencyCode: EUR }
      rows: [{ guid: r1, description: Planning, quantity: 2, category: Hours, unit: h }]`;
