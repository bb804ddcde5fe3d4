/** A job: each service's database and user. Passwords come as <SERVICE>_DATABASE_PASSWORD. */
import { prepareDatabases } from '../park/databases.ts';
import { services } from '../../libs/contracts/src/manifest.ts';
import { requiredVariable } from './required-variable.ts';
import { databasePassword } from '../park/variables.ts';

const names = services.map(({ name }) => name);
const passwords = Object.fromEntries(names.map((name) => [name, requiredVariable(databasePassword(name))]));
await prepareDatabases(requiredVariable('POSTGRES_URL'), passwords, names);
console.log(`databases: ${names.join(', ')}`);
