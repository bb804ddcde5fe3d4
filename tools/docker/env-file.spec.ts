import { parseEnv } from 'node:util';
import { portsFrom } from '../park/ports.ts';
import { completeSecrets } from '../park/secrets.ts';
import { fillIn } from './env-file.ts';
import { asVariables, portsOf, secretsOf } from '../park/variables.ts';

const template = '# Ports\nTENANTS_PORT=7301\n\n# Secrets\nPERSONAL_DATA_KEY=\n\n# LOG_LEVEL=\n';

it('fills in the template, and leaves the rest of it as it is', () => {
  expect(fillIn(template, { TENANTS_PORT: '7501', PERSONAL_DATA_KEY: 'abc=' })).toBe(
    '# Ports\nTENANTS_PORT=7501\n\n# Secrets\nPERSONAL_DATA_KEY=abc=\n\n# LOG_LEVEL=\n',
  );
});

it('keeps what somebody wrote, as it was written', () => {
  const kept = "TENANTS_PORT=7301\nPERSONAL_DATA_KEY='abc='\nLOG_LEVEL=debug\nCOMPOSE_PROJECT_NAME=mine\n";
  const text = fillIn(template, { TENANTS_PORT: '7501', PERSONAL_DATA_KEY: 'abc=' }, kept);
  expect(text).toBe("# Ports\nTENANTS_PORT=7501\n\n# Secrets\nPERSONAL_DATA_KEY='abc='\n\nLOG_LEVEL=debug\n\nCOMPOSE_PROJECT_NAME=mine\n");
  expect(fillIn(template, {}, text)).toBe(text);
});

it('finds ports and secrets again, and makes only what is missing', () => {
  const databases = ['postgres', 'tenants'];
  const ports = portsFrom({ PARK_PORT_BASE: '7500' });
  const secrets = completeSecrets(undefined, databases);
  const variables = parseEnv(
    fillIn(
      '',
      {},
      Object.entries(asVariables(ports, secrets))
        .map((pair) => pair.join('='))
        .join('\n'),
    ),
  );
  expect(portsOf(variables, portsFrom({}))).toEqual(ports);
  expect(completeSecrets(secretsOf(variables, databases), databases)).toEqual(secrets);

  const { PERSONAL_DATA_KEY: _, ...others } = variables;
  const completed = completeSecrets(secretsOf(others, databases), databases);
  expect(completed).toEqual({ ...secrets, personalDataKey: completed.personalDataKey });
  expect(completed.personalDataKey).not.toBe(secrets.personalDataKey);
});
