/** `npm run k8s:trial`: makes the secrets of k8s/overlays/trial, where they are missing, and says how to bring the park up with them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { closedFolder } from '../park/closed-folder.ts';
import { sampleUser } from '../park/clients.ts';
import { root } from '../park/places.ts';
import { portsFrom } from '../park/ports.ts';
import { completeSecrets } from '../park/secrets.ts';
import { urlOf } from '../park/services.ts';
import { secretsOf, userPassword } from '../park/variables.ts';
import { databaseNames, secretsFolder } from './secret-files.ts';

const folder = join('k8s', 'overlays', 'trial', 'secrets');
const ports = portsFrom({});

closedFolder(join(root, folder));
const kept = Object.fromEntries(readdirSync(join(root, folder)).map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]));
const known = Object.assign({}, ...Object.entries(kept).flatMap(([name, text]) => (name.endsWith('.env') ? [parseEnv(text)] : [])));
const secrets = completeSecrets(secretsOf(known, databaseNames), [...databaseNames]);
const changed = Object.entries(secretsFolder(secrets)).filter(([name, text]) => kept[name] !== text);
for (const [name, text] of changed) writeFileSync(join(root, folder, name), text, { mode: 0o600 });

console.log(`${changed.length > 0 ? 'Written:' : 'There is nothing to add to'} ${folder}

  docker build -t youth-innovation-park:local .     then load this image into the cluster (kind load docker-image, minikube image load)
  kubectl apply -k k8s/overlays/trial
  kubectl -n park logs -f job/sample-local          the sample park; a few minutes after the first start

  kubectl -n park port-forward service/issuer ${ports.issuer} & kubectl -n park port-forward service/reporting ${ports['reporting']}

The dashboard is then at ${urlOf(ports['reporting']!)}: sign in as ${sampleUser.username} with ${userPassword} from ${join(folder, 'issuer.env')}.`);
