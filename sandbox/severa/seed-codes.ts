import type { JsonRecord } from "../server/json.ts";
import { settingsTime, type World } from "./world.ts";

export interface ProductSeed {
  readonly code: string | null;
  readonly name: string;
  readonly unit: string;
  readonly cents: number;
  readonly vat: number;
}

export const productSeeds: readonly ProductSeed[] = [
  { code: "1001", name: "Ohjelmistolisenssi, vuosi", unit: "kpl", cents: 129_000, vat: 25.5 },
  { code: "1002", name: "Ylläpitosopimus", unit: "kk", cents: 45_000, vat: 25.5 },
  { code: "1003", name: "Koulutuspäivä", unit: "pv", cents: 119_000, vat: 25.5 },
  { code: "1004", name: "Palvelinkapasiteetti", unit: "kk", cents: 18_950, vat: 25.5 },
  { code: "1005", name: "Tarvikkeet", unit: "kpl", cents: 3_490, vat: 25.5 },
  { code: "1006", name: "Kartta-aineisto", unit: "kpl", cents: 21_000, vat: 10 },
  { code: "1007", name: "Kokouspalvelu ja lounas", unit: "hlö", cents: 4_250, vat: 14 },
  { code: "1008", name: "Betonilaatta", unit: "m2", cents: 2_780, vat: 25.5 },
  { code: "1009", name: "Sähkökaapeli", unit: "m", cents: 415, vat: 25.5 },
  { code: "1010", name: "Alihankinta, suunnittelu", unit: "h", cents: 8_900, vat: 25.5 },
  { code: null, name: "Muu palvelu", unit: "kpl", cents: 10_000, vat: 25.5 },
];

export interface WorkTypeSeed {
  readonly code: string | null;
  readonly name: string;
  readonly cents: number;
}

export const workTypeSeeds: readonly WorkTypeSeed[] = [
  { code: "2001", name: "Suunnittelu", cents: 11_500 },
  { code: "2002", name: "Ohjelmointi", cents: 10_800 },
  { code: "2003", name: "Projektinhallinta", cents: 12_500 },
  { code: "2004", name: "Asiantuntijatyö", cents: 13_500 },
  { code: "2005", name: "Asennustyö", cents: 7_850 },
  { code: null, name: "Muu työ", cents: 9_000 },
];

export interface TravelTypeSeed {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly cents: number;
  readonly class: "Mileage" | "DailyAllowance" | "OtherTravelExpense";
}

export const travelTypeSeeds: readonly TravelTypeSeed[] = [
  { code: "3001", name: "Kilometrikorvaus 2026", unit: "km", cents: 55, class: "Mileage" },
  { code: "3002", name: "Kokopäiväraha 2026", unit: "pv", cents: 5_400, class: "DailyAllowance" },
  { code: "3003", name: "Osapäiväraha 2026", unit: "pv", cents: 2_500, class: "DailyAllowance" },
  { code: "3004", name: "Hotelli", unit: "kpl", cents: 14_500, class: "OtherTravelExpense" },
  { code: "3005", name: "Junalippu", unit: "kpl", cents: 4_890, class: "OtherTravelExpense" },
  { code: "3006", name: "Pysäköinti", unit: "kpl", cents: 1_200, class: "OtherTravelExpense" },
  { code: "2999", name: "Kilometrikorvaus 2024 (vanha)", unit: "km", cents: 57, class: "Mileage" },
];

function euros(cents: number): JsonRecord {
  return { amount: cents / 100, currencyCode: "EUR" };
}

/** Products, work types and travel expense types. */
export function seedCodes(world: World): void {
  const audit = world.audit(settingsTime);
  const account = (index: number) => {
    const { guid, name, number } = world.salesAccounts.at(index);
    return { guid, name, number };
  };
  ["Palvelut", "Matkat"].forEach((name, index) => {
    const code = String(index + 1);
    const guid = world.guid("productCategory", index);
    world.productCategories.add({ guid, name, code, isActive: true, isDefault: index === 0, ...audit }, settingsTime);
  });
  (["InProgress", "Won", "Lost"] as const).forEach((salesState, index) => {
    const guid = world.guid("salesStatusType", index);
    const name = ["Tarjous", "Tilaus", "Hävitty"][index] ?? salesState;
    world.salesStatusTypes.add({ guid, name, isActive: true, salesState, ...audit }, settingsTime);
  });
  productSeeds.forEach((seed, index) => {
    const type = index === 9 ? "Subcontracting" : index < 4 ? "FixedFees" : "Materials";
    world.products.add(
      {
        code: seed.code,
        unitPrice: euros(seed.cents),
        unitCost: euros(Math.round(seed.cents * 0.6)),
        vatRate: seed.vat,
        measurementUnit: seed.unit,
        isActive: true,
        productCategory: { guid: world.guid("productCategory", 0), name: "Palvelut" },
        salesAccount: account(1),
        guid: world.guid("product", index),
        name: seed.name,
        type,
        ...audit,
      },
      settingsTime,
    );
  });
  workTypeSeeds.forEach((seed, index) => {
    const { guid, name } = account(0);
    world.workTypes.add(
      {
        guid: world.guid("workType", index),
        name: seed.name,
        isActive: true,
        isProductive: true,
        isDefault: index === 0,
        salesAccount: { guid, name },
        code: seed.code,
        hourCost: euros(Math.round(seed.cents / 2)),
        ...audit,
      },
      settingsTime,
    );
  });
  const [cost] = [world.costAccounts.at(0)];
  travelTypeSeeds.forEach((seed, index) => {
    world.travelExpenseTypes.add(
      {
        guid: world.guid("travelExpenseType", index),
        name: seed.name,
        isMileage: seed.class === "Mileage",
        isDailyAllowance: seed.class === "DailyAllowance",
        expenseClass: seed.class,
        purchaseVatRate: seed.class === "OtherTravelExpense" ? 14 : 0,
        includeTime: seed.class !== "OtherTravelExpense",
        costAccount: { guid: cost["guid"], name: cost["name"], number: cost["number"] },
        unitCost: euros(seed.cents),
        code: seed.code,
        vatRate: 25.5,
        measurementUnit: seed.unit,
        isActive: seed.code !== "2999",
        productCategory: { guid: world.guid("productCategory", 1), name: "Matkat" },
        salesAccount: account(2),
        ...audit,
      },
      settingsTime,
    );
  });
}
