import { commonSettings, readSettings, type CommonSettings } from '@park/service-kit';

export type TenantsSettings = CommonSettings;

export function tenantsSettings(environment: NodeJS.ProcessEnv): TenantsSettings {
  return readSettings(commonSettings, environment);
}
