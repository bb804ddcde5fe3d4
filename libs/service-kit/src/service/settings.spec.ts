import { commonSettings, readSettings } from './settings.config.ts';

const needed = {
  PORT: '7301',
  PUBLIC_URL: 'http://localhost:7301',
  DATABASE_URL: 'postgres://x@localhost/x',
  KAFKA_BROKERS: 'localhost:9092',
  REDIS_URL: 'redis://localhost',
  OIDC_ISSUER: 'http://localhost:7310',
  OIDC_AUDIENCE: 'park',
  PARK_CODE: 'spec',
};

it('trusts no proxy where none is named', () => {
  expect(readSettings(commonSettings, needed)).toMatchObject({
    TRUSTED_PROXIES: [],
    REQUEST_TIMEOUT_S: 60,
    DRAIN_S: 0,
    RATE_LIMIT_PER_ADDRESS: 30_000,
  });
});

it('takes addresses and ranges of both kinds as proxies', () => {
  const { TRUSTED_PROXIES } = readSettings(commonSettings, { ...needed, TRUSTED_PROXIES: '10.0.0.1, 192.168.0.0/16,fd00::/8,::1' });
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.1', '192.168.0.0/16', 'fd00::/8', '::1']);
});

it.each(['everywhere', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/8', 'fd00::/129', '10.0.0'])(
  'names the variable, not the value, of %s',
  (list) => {
    const read = (): unknown => readSettings(commonSettings, { ...needed, TRUSTED_PROXIES: list });
    expect(read).toThrow('malformed: TRUSTED_PROXIES');
    expect(read).not.toThrow(list);
  },
);
