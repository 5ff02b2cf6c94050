import { renderJson } from "../../../engine/report/json.ts";
import { testGolden } from "./golden-diagnostics.ts";

testGolden("expected.json", renderJson);
