import { isUscc } from '../../libs/kernel/src/uscc.ts';
import { allScopes, clientsFile, memberOrganisations, memberPageClientId, serviceClients } from './clients.ts';

const none = { clientSecret: '' };
const noSecrets = { operations: none, parkSystem: none, listener: none, housing: none, memberA: none, memberB: none };

it('gives no client a scope that does not exist', () => {
  const { services, webApps, users } = clientsFile('http://localhost:7300', noSecrets, '', 'http://localhost:7306');
  for (const { scopes } of [...services, ...webApps, ...users]) expect(allScopes).toEqual(expect.arrayContaining([...scopes]));
});

it('leaves decisions and other people’s data to operations', () => {
  for (const { scopes } of [serviceClients.parkSystem, serviceClients.memberA, serviceClients.memberB]) {
    expect(scopes).not.toContain('tenants:lease:approve');
    expect(scopes).not.toContain('housing:application:pii');
  }
});

it('lets people of the members sign in on their page, and do nothing there but manage their feed', () => {
  const { webApps, users } = clientsFile('http://localhost:7300', noSecrets, '', 'http://localhost:7306');
  const page = webApps.find(({ clientId }) => clientId === memberPageClientId)!;
  expect(page.redirectUris).toContain('http://localhost:7306/callback');
  const members = users.filter(({ organisation }) => organisation !== 'park');
  expect(members.map(({ organisation }) => organisation)).toEqual(Object.values(memberOrganisations));
  for (const { scopes } of [page, ...members]) {
    expect(scopes).toEqual(expect.arrayContaining(['feeds:feed:read', 'feeds:subscription:write', 'feeds:endpoint:write']));
    expect(scopes.filter((scope) => !scope.startsWith('feeds:') || scope === 'feeds:endpoint:disable')).toEqual([]);
  }
});

it('has no member page where its address is not known', () => {
  const { webApps, users } = clientsFile('http://localhost:7300', noSecrets, '');
  expect([webApps.length, users.length]).toEqual([1, 1]);
});

it('knows the member organisations by codes with a right check digit', () => {
  expect(Object.values(memberOrganisations).filter(isUscc)).toHaveLength(2);
});
