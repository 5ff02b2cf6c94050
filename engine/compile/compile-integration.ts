import { compileExpression } from "../language/closures/compile.ts";
import type { Frame } from "../language/types/frame.ts";
import { SETTINGS_SLOT } from "../mapping/tree/slots.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import type { Value } from "../value/value.ts";
import { compileCheck, ownFrame } from "./checks.ts";
import { compileFollow } from "./compile-follow.ts";
import { compileRegister } from "./compile-register.ts";
import { compileTransfer } from "./compile-transfer.ts";
import type { CompiledFlow, CompiledIntegration, CompiledRegister, CompiledTransfer, Scene } from "./compiled.ts";
import type { FlowOptions } from "./flow-options.ts";
import { refuseGeneratorFaults, type TellFallBack } from "./or-closures.ts";
import { orNothing } from "./or-nothing.ts";
import { relatedFields } from "./related-fields.ts";
import { fill } from "./say.ts";
import { compileSettings } from "./settings-values.ts";

/** A flow that is read and checked, and that this version cannot run. */
export class NotRunnable extends Error {
  override readonly name = "NotRunnable";
  readonly flows: readonly { readonly flow: string; readonly because: string }[];
  constructor(integration: string, flows: NotRunnable["flows"]) {
    super(`${integration} cannot be run yet: ${flows.map(({ flow, because }) => `${flow} ${because}`).join("; ")}`);
    this.flows = flows;
  }
}

export interface CompileIntegrationOptions {
  /** Evaluations give their lineage although the scene does not ask for it. */
  readonly trace?: boolean;
  /** Is told whenever closures make a record instead of generated code. Without it a fault of the generator is thrown. */
  readonly fellBack?: TellFallBack;
}

/** What of an integration cannot be run by this version, flow by flow. */
export function notRunnable(integration: TypedIntegration): NotRunnable["flows"] {
  const found: { flow: string; because: string }[] = [];
  for (const flow of integration.flows.values()) {
    if (flow.kind === "two-way register")
      found.push({ flow: flow.name, because: "is a register that flows both ways" });
    if (flow.kind !== "transfer") continue;
    const document = flow.level.definitions.find(({ typed }) => typed.expr.kind === "document");
    if (document !== undefined) found.push({ flow: flow.name, because: `sends the document ${document.name}` });
  }
  return found;
}

/**
 * Makes a checked integration runnable. Only for one without errors: an expression with errors has nothing to run.
 * Throws `NotRunnable` where it uses what this version can check but not run.
 */
export function compileIntegration(
  integration: TypedIntegration,
  options: CompileIntegrationOptions = {},
): CompiledIntegration {
  const missing = notRunnable(integration);
  if (missing.length > 0) throw new NotRunnable(integration.name, missing);
  const flowOptions: FlowOptions = {
    messages: integration.messages,
    computed: integration.computed,
    title: (side) => integration.sides.get(side)?.schema.title ?? side,
    traces: (scene) => scene.trace ?? options.trace ?? false,
    fellBack: options.fellBack ?? refuseGeneratorFaults,
  };
  const { transfers, registers, flows } = compileFlows(integration, flowOptions);
  return {
    name: integration.name,
    title: integration.title,
    sides: new Map(
      [...integration.sides].map(([name, side]) => [name, { connector: side.connector, login: side.login }]),
    ),
    schedule: integration.schedule,
    settings: compileSettings(integration),
    companies: compileCompanies(integration),
    checks: integration.checks.map((check) => compileCheck(integration, check)),
    preconditions: integration.preconditions.map(({ title, advice, confirm }) => ({ title, advice, confirm })),
    flows: integration.order.flatMap(({ name, when }) => {
      const flow = flows.get(name);
      return flow === undefined
        ? []
        : [{ flow, when: when === undefined ? undefined : compileCondition(integration, when) }];
    }),
    registers,
    transfers,
    notices: compileNotices(integration),
    relatedFields: relatedFields(integration),
    vendorMessage: (side, code) => {
      const message = integration.messages.get(`${side}.${code}`);
      return message === undefined ? undefined : { text: fill(message.text, {}), advice: fill(message.advice, {}) };
    },
  };
}

function compileFlows(integration: TypedIntegration, options: FlowOptions) {
  const transfers = new Map<string, CompiledTransfer>();
  const registers = new Map<string, CompiledRegister>();
  const flows = new Map<string, CompiledFlow>();
  for (const flow of integration.flows.values()) {
    if (flow.kind === "transfer") transfers.set(flow.name, compileTransfer(flow, options));
    else if (flow.kind === "register") registers.set(flow.name, compileRegister(flow, options));
    else if (flow.kind === "follow") flows.set(flow.name, compileFollow(flow, options));
  }
  for (const [name, flow] of [...transfers, ...registers]) flows.set(name, flow);
  return { transfers, registers, flows };
}

function compileCondition(
  integration: TypedIntegration,
  when: Parameters<typeof compileExpression>[0],
): (scene: Scene) => boolean {
  const evaluate = compileExpression(when);
  return (scene) => orNothing(() => evaluate(ownFrame(integration, scene))) === true;
}

function compileCompanies(integration: TypedIntegration): CompiledIntegration["companies"] {
  const { companies } = integration;
  if (companies === undefined) return undefined;
  const { of, key, countries, slot, scope } = companies;
  const when = companies.when === undefined ? undefined : compileExpression(companies.when);
  return {
    kind: { side: of.side, kind: of.kind },
    key,
    countries,
    evaluate: (scene, record) => {
      if (when === undefined) return true;
      const slots: Value[] = new Array(scope.slotCount).fill(undefined);
      slots[SETTINGS_SLOT] = scene.settings;
      slots[slot] = record;
      const frame: Frame = { slots, world: scene.world };
      return orNothing(() => when(frame)) === true;
    },
  };
}

function compileNotices(integration: TypedIntegration): CompiledIntegration["notices"] {
  const { notices } = integration;
  if (notices === undefined) return undefined;
  const to = compileExpression(notices.to);
  return {
    when: compileCondition(integration, notices.when),
    to: (scene) => {
      const addresses = orNothing(() => to(ownFrame(integration, scene)));
      return Array.isArray(addresses) ? addresses.filter((address) => typeof address === "string") : [];
    },
  };
}
