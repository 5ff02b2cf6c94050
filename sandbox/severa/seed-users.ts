import { dayMs, seededToday } from "../seed/calendar.ts";
import { finnishIban, personalIdentityCode } from "../seed/identity.ts";
import * as names from "../seed/names.ts";
import { mix, Random } from "../seed/random.ts";
import type { World } from "./world.ts";

export const userCount = 12;
/** The traveller without a bank account, when there are refusals. */
export const userWithoutBankAccount = 3;

/** The people of the organisation; the first is its administrator. */
export function seedUsers(world: World): void {
  for (let index = 0; index < userCount; index += 1) {
    const random = new Random(mix(world.options.seed, 21, index));
    const at = seededToday - (200 + index) * dayMs;
    const firstName = index === 0 ? "Anna" : random.pick(names.finnishFirstNames);
    const lastName = index === 0 ? "Admin" : random.pick(names.finnishLastNames);
    const place = random.pick(names.finnishPlaces);
    const unit = world.businessUnits.at(1 + (index % 3));
    const {
      guid,
      name,
      companyGuid,
      companyName,
      companyBusinessUnitGuid,
      companyCountryGuid,
      companyCurrencyGuid,
      code: unitCode,
    } = unit;
    const country = world.countries.at(0);
    const workType = world.workTypes.at(index % 5);
    const account = finnishIban(random);
    world.users.add(
      {
        firstName,
        lastName,
        guid: world.guid("user", index),
        isActive: true,
        email: `user${index + 1}@pohjantahti.fi`,
        phone: `+358 44 ${3_000_000 + index}`,
        socialSecurityNumber: index === 0 ? null : personalIdentityCode(random),
        businessUnit: {
          guid,
          name,
          companyGuid,
          companyName,
          companyBusinessUnitGuid,
          companyCountryGuid,
          companyCurrencyGuid,
          code: unitCode,
        },
        workType: { guid: workType["guid"], name: workType["name"] },
        title: "Asiantuntija",
        code: String(100 + index),
        address: `${random.pick(names.finnishStreets)} ${random.between(1, 90)}`,
        postalCode: place[0],
        city: place[1],
        country: {
          name: country["name"],
          guid: country["guid"],
          code3: "FIN",
          englishName: "Finland",
          hasRegions: "NoRegion",
        },
        language: { code: "fi", name: "Finnish", guid: world.guid("language", 0), englishName: "Finnish" },
        bankAccountNumber: index === 0 || (world.options.refusals && index === userWithoutBankAccount) ? null : account,
        userType: index === 0 ? "FullUser" : "Employee",
        ...world.audit(at),
      },
      at,
    );
  }
}
