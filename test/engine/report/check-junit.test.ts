import { checkJunit } from "../../../engine/report/check-junit.ts";
import { testGolden } from "./golden-diagnostics.ts";

testGolden("expected.junit.xml", (diagnostics) => checkJunit(diagnostics, ["mappings/input.yaml"]));
