import type { Typed } from "../language/check/check.ts";
import type { Scene } from "./compiled.ts";
import type { TellFallBack } from "./or-closures.ts";
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
