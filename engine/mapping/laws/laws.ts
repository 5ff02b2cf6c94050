import { flowOrder } from "./flow-order.ts";
import type { Law } from "./law.ts";
import { makingOrder } from "./making-order.ts";
import { messagesHold } from "./messages-hold.ts";
import { namesUsed } from "./names-used.ts";
import { needsEnd } from "./needs-end.ts";
import { recognised } from "./recognised.ts";
import { registersLink } from "./registers-link.ts";
import { requiredFields } from "./required-fields.ts";
import { settingsUsed } from "./settings-used.ts";
import { targetOnce } from "./target-once.ts";
import { textLimits } from "./text-limits.ts";
import { writableFields } from "./writable-fields.ts";

/** Everything that must hold of an integration beyond what its parts say by themselves. */
export const laws: readonly Law[] = [
  flowOrder,
  requiredFields,
  textLimits,
  writableFields,
  targetOnce,
  messagesHold,
  namesUsed,
  settingsUsed,
  registersLink,
  needsEnd,
  recognised,
  makingOrder,
];
