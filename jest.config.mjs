/** One configuration for all tests; `npm test` runs it. Specs that need PostgreSQL, Kafka or Redis get them from test-kit's global set-up. */
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true, tsx: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' },
};

const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@park/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '/\\.park/', '/\\.nx/'],
};

const withParts = {
  ...base,
  setupFiles: ['<rootDir>/libs/test-kit/src/silence-logs.ts'],
  globalSetup: '<rootDir>/libs/test-kit/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/test-kit/src/global-teardown.ts',
};

const roleSpecs = ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$', '\\.browser\\.spec\\.ts$'];

export default {
  testTimeout: 60_000,
  // Jest leaves one core to itself; of two, that is half. A spec waits for PostgreSQL and Kafka for much of its time.
  maxWorkers: 2,
  // Modules that a spec has loaded stay in memory (jestjs/jest#14605): a worker that holds this much makes way for a new one.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['**/*.spec.ts'], testPathIgnorePatterns: ['/node_modules/', ...roleSpecs] },
    { ...withParts, displayName: 'integration', testMatch: ['**/*.int.spec.ts', '**/*.e2e.spec.ts', '**/*.browser.spec.ts'] },
  ],
};
