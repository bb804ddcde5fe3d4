/** What the compiler cannot see: who may know whom, and that a file without a role in its name is pure. */
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

const roles = [
  'controller',
  'service',
  'consumer',
  'relay',
  'client',
  'store',
  'table',
  'dto',
  'module',
  'config',
  'jobs',
  'guard',
  'pipe',
  'interceptor',
  'filter',
  'migration',
  'spec',
  'fixture',
];
/** Where a file without a role is pure: in every service, whatever its name, and in the libraries that it is made of. */
const underPurityLaw = ['apps/*/src/**/*.ts', 'libs/{kernel,contracts,outbox,service-kit,directory}/src/**/*.ts'];
const tests = ['**/*.spec.{ts,tsx}', '**/*.fixture.ts', 'libs/test-kit/**/*.ts'];

const layers = [
  ['type:kernel', []],
  ['type:contracts', ['type:kernel']],
  ['type:outbox', ['type:kernel', 'type:contracts']],
  ['type:service-kit', ['type:kernel', 'type:contracts', 'type:outbox']],
  ['type:directory', ['type:kernel', 'type:contracts', 'type:outbox', 'type:service-kit']],
  ['type:test-kit', ['type:kernel', 'type:contracts', 'type:outbox', 'type:service-kit']],
  ['type:app', ['type:kernel', 'type:contracts', 'type:outbox', 'type:service-kit', 'type:directory']],
  ['type:dashboard', ['type:contracts']],
  ['type:tools', ['type:kernel', 'type:contracts']],
];

/** `always`: what every project may know. Tools run before anything is built, so they and test-kit share sources by path. */
const boundaries = (always) => ({
  allowCircularSelfDependency: true,
  allow: ['/tools/parts/', '/libs/(kernel|contracts)/src/'],
  depConstraints: layers.map(([sourceTag, known]) => ({ sourceTag, onlyDependOnLibsWithTags: [...known, ...always] })),
  // The specs of the libraries that test-kit is made of use test-kit; what is built of them does not.
  ignoredCircularDependencies: always.includes('type:test-kit')
    ? ['outbox', 'service-kit'].map((library) => [`@park/${library}`, '@park/test-kit'])
    : [],
});

const withRole = ['apps/dashboard/**', '**/main.ts', '**/index.ts', ...roles.map((role) => `**/*.${role}.ts`)];

const pureImports = (computing, { typesOfAnything }) => [
  {
    regex: `^(?!(@park/(kernel|contracts)|${computing})$)(?!\\.{1,2}/)`,
    message: `A pure file imports the kernel, contracts, ${computing.replaceAll('|', ', ')} and pure files only.`,
    allowTypeImports: typesOfAnything,
  },
  { regex: `\\.(${roles.join('|')})\\.ts$`, message: 'A pure file imports no file with a role.', allowTypeImports: typesOfAnything },
];

export default defineConfig(
  { ignores: ['**/dist/**', '**/.park/**', '**/generated/**', '**/*.mjs'] },
  typescript.configs.recommended,
  prettier,
  {
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries([])],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['{apps,libs}/*/src/**/*.ts'],
    ignores: tests,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: underPurityLaw,
    ignores: withRole,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console'].map((name) => ({
          name,
          message: 'A pure file is given what it needs.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Time is an argument.' },
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Time is an argument.' },
        { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Chance is an argument.' },
      ],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: pureImports('zod', { typesOfAnything: false }) }],
    },
  },
  {
    // A library may name the types of a framework in a pure file, and use libraries that only compute.
    files: ['libs/{outbox,service-kit,directory}/src/**/*.ts'],
    ignores: withRole,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: pureImports('zod|class-transformer|class-validator|csv-parse/sync|csv-stringify/sync|fflate|saxes', {
            typesOfAnything: true,
          }),
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries(['type:test-kit'])],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  // A browser test brings up the park around the dashboard, and a flow over two services is shown on both.
  { files: ['apps/dashboard/e2e/**', 'apps/*/src/**/*.e2e.{spec,fixture}.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
  // A benchmark measures what was built, whose types it does not see.
  { files: ['bench/**/*.ts'], rules: { 'no-console': 'off', '@typescript-eslint/no-explicit-any': 'off' } },
);
