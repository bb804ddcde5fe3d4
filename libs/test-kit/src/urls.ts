/** The addresses of the parts of this run. */

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error('This spec needs PostgreSQL, Kafka and Redis: name it *.int.spec.ts or *.e2e.spec.ts.');
  return value;
}

export const urls = {
  get postgres(): string {
    return given('PARK_TEST_POSTGRES');
  },
  get kafka(): string[] {
    return given('PARK_TEST_KAFKA').split(',');
  },
  get redis(): string {
    return given('PARK_TEST_REDIS');
  },
};
