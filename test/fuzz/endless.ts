import { inputOf } from "./inputs.ts";
import type { Target } from "./targets.ts";

const material = { samples: ["a", "bc", "def"], pieces: ["g"] };
/** Of these inputs one takes for ever, and one all memory. */
const [endless, boundless] = [inputOf(material, 9), inputOf(material, 12)];

export const targets: Readonly<Record<string, Target>> = {
  endless: {
    ...material,
    take(text) {
      const kept: number[][] = [];
      while (text === endless);
      while (text === boundless) kept.push(Array.from({ length: 10_000 }, (_, index) => index / 3));
    },
  },
};
