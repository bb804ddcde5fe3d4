/** `npm run k8s:trial`: makes the secrets of k8s/overlays/trial, where they are missing, and says how to bring the park up with them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { closedFolder } from '../park/closed-folder.ts';
import { sampleUser } from '../park/clients.ts';
import { root } from '../park/places.ts';
import { portsFrom } from '../park/ports.ts';
import { completeSecrets } from '../park/secrets.ts';
import { urlOf } from '../park/services.ts';
import { secretsOf, userPassword } from '../park/variables.ts';
import { databaseNames, secretFiles } from './secret-files.ts';

const folder = join('k8s', 'overlays', 'trial', 'secrets');
const ports = portsFrom({});

closedFolder(join(root, folder));
const known = Object.assign({}, ...readdirSync(join(root, folder)).map((file) => parseEnv(readFileSync(join(root, folder, file), 'utf8'))));
const secrets = completeSecrets(secretsOf(known, databaseNames), [...databaseNames]);
const files = Object.entries(secretFiles(secrets)).map(([name, variables]) => ({
  path: join(root, folder, `${name}.env`),
  text: Object.entries(variables)
    .map(([variable, value]) => `${variable}=${value}\n`)
    .join(''),
}));
const changed = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
for (const { path, text } of changed) writeFileSync(path, text, { mode: 0o600 });

console.log(`${changed.length > 0 ? 'Written:' : 'There is nothing to add to'} ${folder}

  docker build -t youth-innovation-park:local .     then load this image into the cluster (kind load docker-image, minikube image load)
  kubectl apply -k k8s/overlays/trial
  kubectl -n park logs -f job/sample-local          the sample park; a few minutes after the first start

  kubectl -n park port-forward service/issuer ${ports.issuer} & kubectl -n park port-forward service/reporting ${ports['reporting']}

The dashboard is then at ${urlOf(ports['reporting']!)}: sign in as ${sampleUser.username} with ${userPassword} from ${join(folder, 'issuer.env')}.`);
