import { json } from "../server/exchange.ts";
import type { Route } from "../server/router.ts";
import { severaNotFound } from "./errors.ts";
import { tokenPage } from "./paging.ts";
import { byFlag, bySearch, byValue, changedSince, type Filter, list, registerRoutes } from "./register-routes.ts";
import type { World } from "./world.ts";

const active = { active: byFlag("active", "isActive") };
const search = (...members: readonly string[]): Readonly<Record<string, Filter>> => ({
  textToSearch: bySearch(...members),
});
const sorted = ["calculateRowCount", "sortings"];

/** Customers, people, projects, units and the registers of codes. */
export function registersOf(world: World): readonly Route[] {
  return [...people(world), ...projects(world), ...codes(world), ...places(world), ...deleted()];
}

function people(world: World): readonly Route[] {
  return [
    ...registerRoutes({
      path: "/v1/customers",
      register: world.customers,
      scope: "customers:read",
      style: "token",
      ignored: [],
      filters: {
        isActive: byFlag("isActive", "isActive"),
        isInternal: byFlag("isInternal", "isInternal"),
        customerOwnerGuids: byValue("customerOwnerGuids", "owner.guid"),
        numbers: byValue("numbers", "number"),
        changedSince,
        emailAddresses: byValue("emailAddresses", "email"),
        customerNames: byValue("customerNames", "name"),
        vatNumber: byValue("vatNumber", "vatNumber"),
        kvkNumber: byValue("kvkNumber", "kvkNumber"),
      },
    }),
    ...registerRoutes({
      path: "/v1/contactpersons",
      register: world.contactPersons,
      scope: "customers:read",
      style: "offset",
      filters: { ...active, ...search("name"), changedSince },
      ignored: ["searchCriterias", "sortings"],
    }),
    ...registerRoutes({
      path: "/v1/addresses",
      register: world.addresses,
      scope: "customers:read",
      style: "offset",
      filters: { changedSince },
      ignored: ["calculateRowCount"],
    }),
    ...registerRoutes({
      path: "/v1/users",
      register: world.users,
      scope: "users:read",
      style: "token",
      filters: {
        isActive: byFlag("isActive", "isActive"),
        businessUnitGuids: byValue("businessUnitGuids", "businessUnit.guid"),
        changedSince,
        code: byValue("code", "code"),
        email: byValue("email", "email"),
      },
      ignored: ["keywordGuids", "supervisorUserGuids", "purpose"],
    }),
    {
      method: "GET",
      path: "/v1/customers/{customerGuid}/addresses",
      scope: "customers:read",
      query: ["firstRow", "rowCount", "calculateRowCount"],
      handle: (exchange) =>
        world.customers.get(exchange.parameters[0] ?? "") === undefined
          ? severaNotFound
          : list(exchange, world.addresses, "offset", {
              of: () => (record) => JSON.stringify(record["customer"]).includes(exchange.parameters[0] ?? ""),
            }),
    },
    {
      method: "GET",
      path: "/v1/customers/{customerGuid}/customercountrysettings",
      scope: "customers:read",
      query: [],
      // None of the seeded customers has settings of its own for a country.
      handle: (exchange) =>
        world.customers.get(exchange.parameters[0] ?? "") === undefined ? severaNotFound : json(200, []),
    },
    {
      method: "GET",
      path: "/v1/customers/{customerGuid}/contactpersons",
      scope: "customers:read",
      query: ["active", "firstRow", "rowCount", "textToSearch"],
      handle: (exchange) =>
        world.customers.get(exchange.parameters[0] ?? "") === undefined
          ? severaNotFound
          : list(exchange, world.contactPersons, "offset", {
              of: () => (record) => JSON.stringify(record["customer"]).includes(exchange.parameters[0] ?? ""),
            }),
    },
  ];
}

function projects(world: World): readonly Route[] {
  return [
    ...registerRoutes({
      path: "/v1/projects",
      register: world.projects,
      scope: "projects:read",
      style: "token",
      filters: {
        changedSince,
        customerGuids: byValue("customerGuids", "customer.guid"),
        projectGuids: byValue("projectGuids", "guid"),
        projectOwnerGuids: byValue("projectOwnerGuids", "projectOwner.guid"),
        businessUnitGuids: byValue("businessUnitGuids", "businessUnit.guid"),
        isClosed: byFlag("isClosed", "isClosed"),
        numbers: byValue("numbers", "number"),
        internal: byFlag("internal", "isInternal"),
      },
      ignored: ["currencyGuid", "isBillable", "salesPersonGuids"],
    }),
    ...registerRoutes({
      path: "/v1/phases",
      register: world.phases,
      scope: "projects:read",
      style: "token",
      filters: { changedSince, projectGuids: byValue("projectGuids", "project.guid") },
      ignored: ["code"],
    }),
    ...registerRoutes({
      path: "/v1/businessunits",
      register: world.businessUnits,
      scope: "settings:read",
      style: "offset",
      filters: {
        ...active,
        companyGuid: byValue("companyGuid", "companyGuid"),
        companyCountryGuid: byValue("companyCountryGuid", "companyCountryGuid"),
        ...search("name", "code"),
        changedSince,
        code: byValue("code", "code"),
        name: byValue("name", "name"),
      },
    }),
    ...registerRoutes({
      path: "/v1/costcenters",
      register: world.costCenters,
      scope: "settings:read",
      style: "offset",
      filters: {
        ...active,
        ...search("name", "identifier"),
        changedSince,
        identifier: byValue("identifier", "identifier"),
        name: byValue("name", "name"),
      },
      ignored: sorted,
    }),
  ];
}

function codes(world: World): readonly Route[] {
  const settings = { scope: "settings:read" };
  return [
    ...registerRoutes({
      path: "/v1/products",
      register: world.products,
      ...settings,
      style: "token",
      filters: {
        type: byValue("type", "type"),
        isActive: byFlag("isActive", "isActive"),
        code: byValue("code", "code"),
        changedSince,
      },
    }),
    ...registerRoutes({
      path: "/v1/worktypes",
      register: world.workTypes,
      ...settings,
      style: "offset",
      filters: {
        ...active,
        productive: byFlag("productive", "isProductive"),
        ...search("name", "code"),
        code: byValue("code", "code"),
        changedSince,
      },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/travelexpensetypes",
      register: world.travelExpenseTypes,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name", "code"), code: byValue("code", "code"), changedSince },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/productcategories",
      register: world.productCategories,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name", "code"), changedSince },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/salesstatustypes",
      register: world.salesStatusTypes,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name"), salesState: byValue("salesState", "salesState") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/invoicestatuses",
      register: world.invoiceStatuses,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/travelreimbursementstatuses",
      register: world.travelStatuses,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/currencies",
      register: world.currencies,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name", "code") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/salesaccounts",
      register: world.salesAccounts,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name", "number") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/costaccounts",
      register: world.costAccounts,
      ...settings,
      style: "offset",
      filters: { ...active, ...search("name", "number") },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/bankaccounts",
      register: world.bankAccounts,
      ...settings,
      style: "offset",
      filters: {
        companyGuid: byValue("companyGuid", "company.guid"),
        businessUnitGuid: byValue("businessUnitGuid", "businessUnit.guid"),
        ...active,
        ...search("bankName", "accountNumber"),
      },
      ignored: sorted,
    }),
    ...registerRoutes({
      path: "/v1/vatrates",
      register: world.vatRates,
      ...settings,
      style: "whole",
      filters: { countryGuid: byValue("countryGuid", "countryGuid"), ...active },
    }),
  ];
}

function places(world: World): readonly Route[] {
  return [
    ...registerRoutes({
      path: "/v1/localization/countries",
      register: world.countries,
      scope: "settings:read",
      style: "whole",
    }),
    ...registerRoutes({
      path: "/v1/localization/languages",
      register: world.languages,
      scope: "settings:read",
      style: "whole",
      filters: { isInvoiceLanguage: byFlag("isInvoiceLanguage", "isInvoiceLanguage") },
    }),
    {
      method: "GET",
      path: "/v1/organizationdetails",
      scope: "organization:read",
      query: [],
      handle: () => json(200, world.organizationDetails),
    },
  ];
}

/** Nothing is ever deleted here. */
function deleted(): readonly Route[] {
  const kinds = [
    { path: "/v1/deletedprojectfees", scope: "fees:read", query: ["projectGuids", "userGuids"] },
    { path: "/v1/deletedprojecttravelexpenses", scope: "travels:read", query: ["projectGuid", "userGuid"] },
    { path: "/v1/deletedworkhours", scope: "hours:read", query: ["projectGuids", "userGuids"] },
  ];
  const none = { size: 0, accept: () => false, text: () => "" };
  return kinds.map(({ path, scope, query }) => ({
    method: "GET",
    path,
    scope,
    query: ["pageToken", "rowCount", "deletedSince", ...query],
    handle: (exchange) => tokenPage(exchange, none),
  }));
}
