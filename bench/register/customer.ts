export interface Customer {
  readonly [field: string]: string | number;
  readonly id: string;
}

/** The customer at this place of the list; another revision has another street. */
export function customer(index: number, revision: number): Customer {
  return {
    id: `C${index}`,
    number: 100_000 + index,
    name: `Customer ${index} Oy`,
    email: `invoices-${index}@customer.example`,
    street: `Kauppakatu ${1 + (index % 90)}${revision === 0 ? "" : ` B ${revision}`}`,
    postalCode: String(10_000 + (index % 80_000)),
    city: "Jyväskylä",
  };
}
