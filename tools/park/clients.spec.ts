import { isUscc } from '../../libs/kernel/src/uscc.ts';
import { allScopes, clientsFile, memberOrganisations, serviceClients } from './clients.ts';

const none = { clientSecret: '' };
const noSecrets = { operations: none, parkSystem: none, listener: none, housing: none, memberA: none, memberB: none };

it('gives no client a scope that does not exist', () => {
  const { services, webApps, users } = clientsFile('http://localhost:7300', noSecrets, '');
  for (const { scopes } of [...services, ...webApps, ...users]) expect(allScopes).toEqual(expect.arrayContaining([...scopes]));
});

it('leaves decisions and other people’s data to operations', () => {
  for (const { scopes } of [serviceClients.parkSystem, serviceClients.memberA, serviceClients.memberB]) {
    expect(scopes).not.toContain('tenants:lease:approve');
    expect(scopes).not.toContain('housing:application:pii');
  }
});

it('knows the member organisations by codes with a right check digit', () => {
  expect(Object.values(memberOrganisations).filter(isUscc)).toHaveLength(2);
});
