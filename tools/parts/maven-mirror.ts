/** The source of Maven's artifacts when it is not Maven Central: an environment variable, else what this user's own Maven is told. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Undefined means: Maven Central, whose address the Maven client library knows. */
export function mavenMirror(): string | undefined {
  const settings = join(homedir(), '.m2', 'settings.xml');
  const mirror = process.env['PARK_MAVEN_REPOSITORY'] || (existsSync(settings) && mirrorOfCentral(readFileSync(settings, 'utf8')));
  return mirror ? mirror.replace(/\/*$/, '/') : undefined;
}

export function mirrorOfCentral(settingsXml: string): string | undefined {
  const text = settingsXml.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, mirror = ''] of text.matchAll(/<mirror>([\s\S]*?)<\/mirror>/g)) {
    const of = /<mirrorOf>\s*(.*?)\s*<\/mirrorOf>/.exec(mirror)?.[1]?.split(/\s*,\s*/) ?? [];
    const mirrorsCentral = of.some((id) => ['*', 'central', 'external:*'].includes(id)) && !of.includes('!central');
    if (mirrorsCentral) return /<url>\s*(.*?)\s*<\/url>/.exec(mirror)?.[1];
  }
  return undefined;
}
