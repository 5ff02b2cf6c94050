import type { Shape } from "../../language/types/type.ts";
import type { KindSchema, SystemSchema } from "../../schema/system-schema.ts";
import type { Span } from "../../source/span.ts";

/** One connected side of an integration. */
export interface Side {
  readonly name: string;
  readonly connector: string;
  readonly login: string;
  readonly schema: SystemSchema;
  readonly span: Span;
}

/** A record kind as a mapping names it: `severa/invoice`. `shape` has the integration's computed fields as well. */
export interface KindUse {
  readonly name: string;
  readonly side: string;
  readonly kind: string;
  readonly schema: KindSchema;
  readonly shape: Shape;
  readonly span: Span;
}
