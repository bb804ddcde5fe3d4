/** What people call a service; one that this dashboard does not know yet goes by its code. */
import { t } from '../texts/language.store.ts';
import type { TextKey } from '../texts/zh.ts';

const names: Partial<Record<string, TextKey>> = {
  tenants: 'serviceTenants',
  housing: 'serviceHousing',
  reporting: 'serviceReporting',
};

export function serviceName(service: string): string {
  const name = names[service];
  return name ? t(name) : service;
}
