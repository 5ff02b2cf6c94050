import { describe, expect, it } from "vitest";
import { typedShop } from "../../compile/shop.ts";

/** A register of customers that needs this before it. */
function register(name: string, needs: string): string {
  return `
register: ${name}
title: ${name}
from: shop/customer
to:   books/partner
run:  when needed
over: refuse
with:
  other: shop/customer by vatNumber
needs:
  first: ${needs}
match:
  link: books.number == text(number)
fields:
  name:    name
  type:    CUSTOMER
  number:  text(number)
  street1: text(first.id)
`;
}

function checked(files: Readonly<Record<string, string>>): string {
  try {
    typedShop(files);
    return "";
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

describe("registers that need each other", () => {
  it("for the same record are an error, said once, with the way round", () => {
    const text = checked({
      "partners.yaml": register("partners", "payers for shop"),
      "payers.yaml": register("payers", "owners for shop"),
      "owners.yaml": register("owners", "partners for shop"),
    });
    expect(text).toContain("error[need-of-itself]");
    expect(text).toContain("partners -> payers -> owners -> partners");
    expect(text).toContain("1 error\n");
  });

  it("are no error where one of them moves on to another record", () => {
    const files = {
      "partners.yaml": register("partners", "payers for shop"),
      "payers.yaml": register("payers", "partners for other"),
    };
    expect(checked(files)).toBe("");
    expect(checked({ "partners.yaml": register("partners", "partners for other") })).toBe("");
  });

  it("are no error where one of them may pass the record over or wait with it", () => {
    for (const guard of ["skip: [not isActive]", "wait until: [isActive]"]) {
      const payers = register("payers", "partners for shop").replace("match:", `${guard}\nmatch:`);
      expect(checked({ "partners.yaml": register("partners", "payers for shop"), "payers.yaml": payers })).toBe("");
      const itself = register("partners", "partners for shop").replace("match:", `${guard}\nmatch:`);
      expect(checked({ "partners.yaml": itself })).toContain("error[need-of-itself]");
    }
  });

  it("for the same record without a way back are no error", () => {
    const files = {
      "partners.yaml": register("partners", "payers for shop"),
      "payers.yaml": register("payers", "payers for other"),
    };
    expect(checked(files)).toBe("");
  });
});
