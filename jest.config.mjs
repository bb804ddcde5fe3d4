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
  testEnvironmentOptions: { customExportConditions: ['@park/source', 'node', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '/\\.park/', '/\\.nx/'],
};

export default {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['**/*.spec.ts'], testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$', '\\.browser\\.spec\\.ts$', '/node_modules/'] },
  ],
};
