import { services, type ServiceName } from '@park/contracts';
import { commonSettings, readSettings } from '@park/service-kit';
import { z } from 'zod';

export type OtherService = Exclude<ServiceName, 'reporting'>;

const addresses = Object.fromEntries(
  services.filter(({ name }) => name !== 'reporting').map(({ name }) => [`${name.toUpperCase()}_URL`, z.url()]),
) as Record<`${Uppercase<OtherService>}_URL`, z.ZodURL>;

const settings = {
  ...commonSettings,
  /** The address of each other service. */
  ...addresses,
  /** The client as which the reconciliation asks the other services. */
  RECONCILE_CLIENT_ID: z.string().min(1),
  RECONCILE_CLIENT_SECRET: z.string().min(1),
  DASHBOARD_CLIENT_ID: z.string().min(1),
  /** The folder of the built dashboard; without it, the one beside this app in the workspace. */
  DASHBOARD_DIR: z.string().min(1).optional(),
  PARK_NAME_ZH: z.string().min(1).default('闯创驿·向青春 青年梦工厂'),
  PARK_NAME_EN: z.string().min(1).default('Chuangchuangyi Youth Dream Factory'),
};

export type ReportingSettings = z.infer<z.ZodObject<typeof settings>>;

export function reportingSettings(environment: NodeJS.ProcessEnv): ReportingSettings {
  return readSettings(settings, environment);
}

export function addressOf(service: OtherService, settings: ReportingSettings): string {
  return settings[`${service.toUpperCase() as Uppercase<OtherService>}_URL`];
}
