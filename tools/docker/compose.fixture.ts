/** docker-compose.yml as Compose reads it: merge keys resolved, variables put in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../park/places.ts';

export interface ComposeService {
  image: string;
  command: string[];
  environment?: Record<string, string | number | null>;
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart?: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  tmpfs?: string[];
  mem_limit?: string;
  volumes?: string[];
}

export interface Compose {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
}

export const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

export function composeWith(variables: Record<string, string | undefined>): Compose {
  return parse(interpolate(withoutComments(composeText), variables), { merge: true }) as Compose;
}

/** `${NAME:-default}`, `${NAME:?complaint}`, defaults that hold variables themselves, and `$$` for a dollar. */
export function interpolate(text: string, variables: Record<string, string | undefined>): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$$', at)) {
      result += '$';
      at += 2;
    } else if (text.startsWith('${', at)) {
      const end = closing(text, at);
      result += valueOf(text.slice(at + 2, end), variables);
      at = end + 1;
    } else {
      result += text[at++];
    }
  }
  return result;
}

function valueOf(expression: string, variables: Record<string, string | undefined>): string {
  const [, name = '', operator, rest = ''] = /^(\w+)(?:(:-|:\?)(.*))?$/s.exec(expression) ?? [];
  if (!name) throw new Error(`This is no variable: ${expression}`);
  const value = variables[name];
  if (value) return value;
  if (operator === ':-') return interpolate(rest, variables);
  throw new Error(operator === ':?' ? `${name} is missing: ${rest}` : `${name} has neither a value nor a default`);
}

function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('${', at) && text[at - 1] !== '$') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`A brace is not closed: ${text.slice(start, start + 40)}`);
}

/** Names that the file asks the environment for: in braces, and those that are passed through as they are. */
export function variablesOf(text: string): string[] {
  const inBraces = [...withoutComments(text).matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name!);
  const raw = parse(text, { merge: true }) as Compose;
  const passedThrough = Object.values(raw.services).flatMap(({ environment = {} }) =>
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [name] : [])),
  );
  return [...new Set([...inBraces, ...passedThrough])].sort();
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*$/gm, '');
}
