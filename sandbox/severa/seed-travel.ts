import { dayMs, isoDay, seededToday } from "../seed/calendar.ts";
import { finnishPlaces } from "../seed/names.ts";
import { mix, Random } from "../seed/random.ts";
import { gif, pdf } from "../server/documents.ts";
import { isRecord, type JsonRecord } from "../server/json.ts";
import { travelTypeSeeds } from "./seed-codes.ts";
import { closedProjects } from "./seed-customers.ts";
import { userCount, userWithoutBankAccount } from "./seed-users.ts";
import { reference, type World } from "./world.ts";

export type TravelCase = "traveller without bank account" | "travel code missing in Procountor";

/** What is known of a travel reimbursement beside its record. */
export interface TravelSeed {
  readonly guid: string;
  readonly number: number;
  readonly case: TravelCase | undefined;
}

const waiting = 3;

/** Travel reimbursements waiting for transfer, and one draft. The second and fourth are to be refused. */
export function seedTravel(world: World): readonly TravelSeed[] {
  const seeds: TravelSeed[] = [];
  for (let index = 0; index < world.options.travel; index += 1) {
    const special = !world.options.refusals
      ? undefined
      : index === 1
        ? "traveller without bank account"
        : index === 3
          ? "travel code missing in Procountor"
          : undefined;
    seeds.push(addReimbursement(world, index, special, waiting));
  }
  if (world.options.travel > 0) addReimbursement(world, world.options.travel, undefined, 0);
  return seeds;
}

function addReimbursement(
  world: World,
  index: number,
  special: TravelCase | undefined,
  statusPlace: number,
): TravelSeed {
  const random = new Random(mix(world.options.seed, 41, index));
  const at = seededToday - (20 - (index % 15)) * dayMs;
  const guid = world.guid("travelReimbursement", index);
  const regular = 1 + (index % (userCount - 1));
  const place =
    special === "traveller without bank account"
      ? userWithoutBankAccount
      : regular === userWithoutBankAccount
        ? regular + 1
        : regular;
  const user = world.users.at(place);
  const status = world.travelStatuses.at(statusPlace);
  const name = `${user["lastName"]} ${user["firstName"]}`;
  let cents = 0;
  const kinds =
    special === "travel code missing in Procountor"
      ? [6]
      : [0, 1 + (index % 2), 3 + (index % 3)].slice(0, 1 + (index % 3));
  kinds.forEach((kind, row) => {
    cents += addExpense(world, { random, index, row, kind, guid, user, status, at });
  });
  const approver = world.users.at(0);
  world.travelReimbursements.add(
    {
      user: { guid: user["guid"], name },
      title: `${random.pick(finnishPlaces)[1]} ${isoDay(at)}`,
      number: 501 + index,
      date: new Date(at).toISOString(),
      approvalDate: status["isApproved"] === true ? new Date(at + dayMs).toISOString() : null,
      approvedByUser: status["isApproved"] === true ? { guid: approver["guid"], name: "Admin Anna" } : null,
      advancePayment: { amount: 0, currencyCode: "EUR" },
      total: { amount: cents / 100, currencyCode: "EUR" },
      totalExpenses: { amount: cents / 100, currencyCode: "EUR" },
      groupBy: "None",
      canChangeApproval: false,
      guid,
      travelReimbursementStatus: reference(status),
      ...world.audit(at),
    },
    at,
  );
  return { guid, number: 501 + index, case: special };
}

interface ExpenseSeed {
  readonly random: Random;
  readonly index: number;
  readonly row: number;
  readonly kind: number;
  readonly guid: string;
  readonly user: JsonRecord;
  readonly status: JsonRecord;
  readonly at: number;
}

/** Adds one expense and answers its sum in cents. */
function addExpense(world: World, seed: ExpenseSeed): number {
  const { random, index, row, kind, user, status, at } = seed;
  const spec = travelTypeSeeds[kind] ?? travelTypeSeeds[0];
  if (spec === undefined) return 0;
  const type = world.travelExpenseTypes.at(kind);
  const project = world.projects.at(random.below(world.projects.size - closedProjects));
  const unit = isRecord(project["businessUnit"]) ? project["businessUnit"] : {};
  const quantity = spec.unit === "km" ? random.between(20, 600) : random.between(1, 3);
  const guid = world.guid("travelExpense", index, row);
  const start = at - 5 * dayMs;
  const attachments = spec.class === "OtherTravelExpense" ? 1 : 0;
  const code = user["code"];
  const price = { amount: spec.cents / 100, currencyCode: "EUR" };
  world.travelExpenses.add(
    {
      guid,
      project: {
        guid: project["guid"],
        name: project["name"],
        companyGuid: unit["companyGuid"],
        isInternal: false,
        number: project["number"],
      },
      phase: isRecord(project["rootPhase"]) ? project["rootPhase"] : null,
      customer: isRecord(project["customer"])
        ? { guid: project["customer"]["guid"], name: project["customer"]["name"] }
        : null,
      user: {
        code,
        guid: user["guid"],
        name: `${user["lastName"]} ${user["firstName"]}`,
        companyGuid: unit["companyGuid"],
      },
      travelExpense: {
        guid: type["guid"],
        name: type["name"],
        expenseClass: type["expenseClass"],
        includeTime: type["includeTime"],
        code: type["code"],
      },
      description: `${spec.name}: asiakaskäynti`,
      unitPrice: price,
      unitCost: price,
      unitCostExcludingPurchaseVat: price,
      quantity,
      measurementUnit: spec.unit,
      vatRate: 25.5,
      purchaseVatRate: spec.class === "OtherTravelExpense" ? 14 : 0,
      eventDate: isoDay(start),
      travelStartTime: new Date(start).toISOString(),
      travelEndTime: new Date(start + 10 * 3_600_000).toISOString(),
      travelReimbursementRequired: true,
      travelReimbursement: {
        guid: seed.guid,
        isApproved: status["isApproved"] === true,
        isLocked: status["isLocked"] === true,
        status: typeof status["name"] === "string" ? status["name"] : "",
      },
      isBillable: true,
      billingSchedule: "Immediately",
      invoice: null,
      costCenter: isRecord(project["costCenter"]) ? reference(project["costCenter"]) : null,
      attachmentCount: attachments,
      ...world.audit(at),
    },
    at,
  );
  if (attachments > 0) addReceipt(world, seed, guid);
  return quantity * spec.cents;
}

function addReceipt(world: World, seed: ExpenseSeed, travelExpenseGuid: string): void {
  const even = seed.index % 2 === 0;
  const bytes = even ? gif() : pdf([`Kuitti ${seed.index}/${seed.row}`]);
  const type = even ? "image/gif" : "application/pdf";
  const name = `kuitti-${seed.index + 1}-${seed.row + 1}.${even ? "gif" : "pdf"}`;
  const fileGuid = world.guid("fileData", 0x40000000 + seed.index, seed.row);
  world.files.set(fileGuid, { name, type, size: bytes.length, bytes: () => bytes });
  world.travelExpenseFiles.add(
    {
      name,
      size: bytes.length,
      description: null,
      contentType: type,
      category: "ProjectTravelExpense",
      isInternal: false,
      guid: world.guid("file", 0x40000000 + seed.index, seed.row),
      fileGuid,
      travelExpenseGuid,
      source: "Severa",
      ...world.audit(seed.at),
    },
    seed.at,
  );
}
