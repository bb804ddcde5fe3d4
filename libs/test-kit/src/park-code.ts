import { randomUUID } from 'node:crypto';

/** Code of the park that a spec file runs in. All files share one Kafka; what another file published is of another park and is skipped. */
export const parkCode = `spec-${randomUUID().slice(0, 8)}`;
