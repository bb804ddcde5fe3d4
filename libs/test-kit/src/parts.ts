/** PostgreSQL, Kafka and Redis for the tests: embedded, or with TEST_PARTS=containers as containers; the same three URLs behind it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startParts } from '../../../tools/parts/parts.ts';

export interface TestParts {
  postgresUrl: string;
  kafkaBrokers: string;
  redisUrl: string;
  stop(): Promise<void>;
}

/** A port that was free may be taken by an outgoing connection before its part has come to it. */
const attempts = 3;

export async function startTestParts(): Promise<TestParts> {
  if (process.env['TEST_PARTS'] === 'containers') {
    const { startContainers } = await import('./containers.ts');
    return await startContainers();
  }
  for (let attempt = 1; ; attempt++) {
    const [postgres, kafka, redis] = (await freePorts(3)) as [number, number, number];
    try {
      return await startParts({ dir: mkdtempSync(join(tmpdir(), 'park-test-')), ports: { postgres, kafka, redis }, ephemeral: true });
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
