import type { Random } from "../seed/random.ts";
import type { RefusalCase } from "./cases.ts";
import { productSeeds, travelTypeSeeds, workTypeSeeds } from "./seed-codes.ts";

export type RowType = "Hours" | "ProjectFees" | "TravelExpenses";

/** A row in whole numbers: hundredths of units and of the currency. */
export interface RowSeed {
  readonly type: RowType;
  /** Place of the product, work type or travel expense type in its register. */
  readonly source: number;
  readonly description: string;
  readonly code: string | null;
  readonly unit: string;
  readonly hundredths: number;
  readonly cents: number;
  readonly vat: number;
  readonly net: number;
  readonly tax: number;
  /** Place among the projects of the invoice. */
  readonly project: number;
}

interface About {
  readonly isCreditNote: boolean;
  readonly grouping: boolean;
  readonly special: RefusalCase | undefined;
  readonly abroad: boolean;
  readonly projects: number;
}

const longText =
  "Toteutuksen suunnittelu, määrittely, käyttöönotto ja dokumentointi sekä loppukäyttäjien koulutus kolmella paikkakunnalla sopimuksen mukaan";

/** One to ten rows of hours, fees and travel expenses. */
export function buildRows(random: Random, about: About): readonly RowSeed[] {
  const count = 1 + Math.floor(random.next() ** 2 * 10);
  const rows: RowSeed[] = [];
  for (let index = 0; index < count; index += 1) rows.push(buildRow(random, about, index));
  return rows;
}

function buildRow(random: Random, about: About, index: number): RowSeed {
  const draw = random.next();
  const type: RowType = draw < 0.5 ? "Hours" : draw < 0.85 ? "ProjectFees" : "TravelExpenses";
  const found = source(random, type);
  const sign = about.isCreditNote ? -1 : 1;
  const hundredths = sign * found.hundredths;
  const net = roundHalfAway((hundredths * found.cents) / 100);
  const vat = about.abroad ? 0 : found.vat;
  const first = index === 0;
  return {
    ...found,
    type,
    hundredths,
    vat,
    net,
    tax: roundHalfAway((net * vat) / 100),
    project: index % about.projects,
    unit: first && about.special === "unit that Procountor does not know" ? "urakka-yks." : found.unit,
    description: first && about.special === "row text over 100 characters" ? longText : found.description,
  };
}

type Source = Omit<RowSeed, "type" | "net" | "tax" | "project">;

function source(random: Random, type: RowType): Source {
  if (type === "Hours") {
    const place = random.chance(0.06) ? workTypeSeeds.length - 1 : random.below(workTypeSeeds.length - 1);
    const seed = workTypeSeeds[place] ?? { code: null, name: "", cents: 0 };
    return {
      source: place,
      code: seed.code,
      description: seed.name,
      unit: "h",
      hundredths: random.between(1, 160) * 25,
      cents: seed.cents,
      vat: 25.5,
    };
  }
  if (type === "ProjectFees") {
    const place = random.chance(0.06) ? productSeeds.length - 1 : random.below(productSeeds.length - 1);
    const seed = productSeeds[place] ?? { code: null, name: "", unit: "kpl", cents: 0, vat: 0 };
    return {
      source: place,
      code: seed.code,
      description: seed.name,
      unit: seed.unit,
      hundredths: random.between(1, 12) * 100,
      cents: seed.cents,
      vat: seed.vat,
    };
  }
  const place = random.below(travelTypeSeeds.length - 1);
  const seed = travelTypeSeeds[place] ?? { code: "", name: "", unit: "km", cents: 0 };
  return {
    source: place,
    code: seed.code,
    description: seed.name,
    unit: seed.unit,
    hundredths: (seed.unit === "km" ? random.between(10, 400) : random.between(1, 4)) * 100,
    cents: seed.cents,
    vat: 25.5,
  };
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5 + 1e-9);
}
