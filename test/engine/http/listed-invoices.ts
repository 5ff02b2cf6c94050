export const invoices = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    guid: `g${from + index}`,
    number: from + index,
    status: { guid: "ready" },
    notes: "long",
  }));
