import { allSettings } from "../mapping/tree/setting.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { getPath, setPath } from "../value/path.ts";
import { Secret } from "../value/secret.ts";
import type { Value } from "../value/value.ts";
import type { CompanyIntegration, Credential } from "./workspace.ts";

export interface SettingsOf {
  /** As written, with a `Secret` for each setting that the integration calls secret; an empty one where it cannot be read. */
  readonly settings: Value;
  readonly secrets: readonly { readonly path: string; readonly credential: Credential }[];
}

/** The settings of one company's integration, its secrets read from where the workspace says that they are. */
export function settingsOf(chosen: CompanyIntegration, typed: TypedIntegration): SettingsOf {
  let { settings } = chosen;
  const secrets: { path: string; credential: Credential }[] = [];
  for (const { path, secret } of allSettings(typed.settings)) {
    const credential = secret && getPath(settings, path) !== undefined ? chosen.secretSetting(path) : undefined;
    if (credential === undefined) continue;
    settings = setPath(settings, path, credential.secret ?? new Secret(""));
    secrets.push({ path: path.join("."), credential });
  }
  return { settings, secrets };
}
