import type { Typed } from "../language/check/check.ts";
import type { KindUse } from "../mapping/tree/kind-use.ts";
import type { Scene } from "./compiled.ts";
import type { TellFallBack } from "./or-closures.ts";
import type { BuildOptions } from "./record-outline.ts";
import type { Messages } from "./say.ts";

/** What the flows of one integration are compiled with. */
export interface FlowOptions {
  readonly messages: Messages;
  /** The expressions of the computed fields. */
  readonly computed: readonly Typed[];
  /** What people call a side: `Severa`. */
  readonly title: (side: string) => string;
  /** Whether an evaluation notes where its values come from. */
  readonly traces: (scene: Scene) => boolean;
  /** Is told when closures make a record for which code was to be generated, and why. */
  readonly fellBack: TellFallBack;
}

/** Of these, what every record that a flow makes is compiled with. */
export function recordOptions(
  { messages, fellBack, title }: FlowOptions,
  from: KindUse,
): Pick<BuildOptions, "messages" | "fellBack" | "sourceSide"> {
  return { messages, fellBack, sourceSide: title(from.side) };
}

/** Compiles at most twice, when first needed: the fast way, and the one that notes reads and branches. */
export function byTrace<Made>(
  options: Pick<FlowOptions, "traces">,
  compile: (trace: boolean) => Made,
): (scene: Scene) => Made {
  let plain: Made | undefined;
  let traced: Made | undefined;
  return (scene) => {
    if (options.traces(scene)) {
      traced ??= compile(true);
      return traced;
    }
    plain ??= compile(false);
    return plain;
  };
}
