/** A job: who may ask the local issuer for tokens, written where the issuer reads it. */
import { hashPassword } from '../issuer/password.ts';
import { clientsFile, serviceClients, type ServiceClientName } from '../park/clients.ts';
import { writeJson } from '../parts/process-record.ts';
import { requiredVariable } from './required-variable.ts';
import { clientSecret, userPassword } from '../park/variables.ts';

const names = Object.keys(serviceClients) as ServiceClientName[];
const secrets = Object.fromEntries(names.map((name) => [name, { clientSecret: requiredVariable(clientSecret(name)) }])) as Parameters<
  typeof clientsFile
>[1];
writeJson(
  requiredVariable('CLIENTS_FILE'),
  clientsFile(
    requiredVariable('DASHBOARD_URL'),
    secrets,
    await hashPassword(requiredVariable(userPassword)),
    requiredVariable('MEMBER_PAGE_URL'),
  ),
);
console.log(`clients: ${names.join(', ')}`);
