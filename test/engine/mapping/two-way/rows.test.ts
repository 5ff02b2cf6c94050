import { describe, expect, it } from "vitest";
import type { TypedTwoWayRegister } from "../../../../engine/mapping/tree/typed-flow.ts";
import { type Edit, edited } from "../edited.ts";

const told = (...edits: readonly Edit[]) => edited(edits, "two-way").told;
const row = (find: string, put: string): Edit => ["customers.yaml", find, put];
const rowsOf = (...edits: readonly Edit[]) =>
  (edited(edits, "two-way").typed.flows.get("customers") as TypedTwoWayRegister).rows;

describe("the rows of a register", () => {
  it("say for each field what holds for it, and else what holds for the file", () => {
    const [name, number, street, email] = rowsOf();
    expect(name).toMatchObject({ update: "always", over: "refuse", link: false });
    expect(number).toMatchObject({ update: "never", as: "digits", link: true });
    expect(street).toMatchObject({ as: "lines" });
    expect(email).toMatchObject({ update: "never", over: "refuse", as: undefined, through: undefined });
    expect(rowsOf(row("books: email }", "books: email, over: cut }"))[3]).toMatchObject({ over: "cut" });
  });

  it("may hold only sometimes", () => {
    const sometimes = row("books: email }", "books: email, when: shop.isActive }");
    expect(told(sometimes)).toEqual([]);
    expect(rowsOf(sometimes)[3]?.when?.type.kind).toBe("bool");
    expect(told(row("books: email }", 'books: email, when: "shop.isActive" }'))).toContain(
      'condition-quoted: "shop.isActive"',
    );
  });

  it("may say what one side becomes, in that side's own words", () => {
    const type = rowsOf().find(({ to }) => to.length > 0);
    expect(type?.to.map(({ name, value }) => [name, value.text.text])).toEqual([["books", "CUSTOMER"]]);
    expect(told(row("to books: CUSTOMER", "to books: CUSTOMERS"))).toEqual(["word-unknown: CUSTOMERS"]);
    expect(told(row("to books: CUSTOMER", "to shop: CUSTOMER"))).toContain("row-to-without-column: to shop");
  });

  it("may leave a field out with a reason, and ask nothing more of it", () => {
    expect(rowsOf().at(-1)).toMatchObject({ ignore: "Books asks its own register", columns: [{ name: "shop" }] });
  });

  it("take their pairs from a table of the settings, and from nothing else", () => {
    const email = "  - { shop: email,          books: email }";
    const terms: Edit = [
      "integration.yaml",
      "    title: Customers\n",
      "    title: Customers\n    terms: { title: Terms, table: { text: text } }\n",
    ];
    const pairs = (text: string) => told(row(email, `  - { shop: email, books: email, pairs: ${text} }`), terms);
    expect(pairs("settings.customers.terms")).toEqual([]);
    expect(pairs("settings.customers.transfer")).toContain("shape-wrong: settings.customers.transfer");
  });

  it("are maps of known keys", () => {
    expect(told(row("as: digits", "az: digits"))).toContain("key-unknown: az");
    expect(told(row("  - { shop: email,          books: email }", "  - email"))).toContain("shape-wrong: email");
  });
});
