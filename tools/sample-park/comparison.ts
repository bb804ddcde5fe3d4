/** Waits until reporting has counted everything, and sets its figures beside those that must come out. */
import { setTimeout as pause } from 'node:timers/promises';
import type { KpiAnswer, KpiDefinition } from '../../libs/contracts/src/kpi-api.ts';
import type { Figure } from './figures.ts';
import type { ParkApi } from './park-api.ts';
import { padded } from './text-width.ts';

export interface Compared extends Figure {
  name: { zh: string; en: string };
  shown: number | null;
}

const lookEveryMs = 500;
/** Beyond the moment up to which everything was received: what a service has not sent by then is missing. */
const settlesWithinMs = 20_000;
const countsWithinMs = 180_000;

/** Answers as soon as all agree, or what stands when reporting has had its time. */
export async function compare(api: ParkApi, figures: readonly Figure[], loadedAt: Date): Promise<Compared[]> {
  const names = await namesOf(api);
  for (const started = Date.now(); ;) {
    const answers = await api.ask<{ items: KpiAnswer[] }>('reporting', '/kpis/query', { method: 'POST', json: { queries: figures.map(({ question }) => question) } });
    const compared = figures.map((figure, i): Compared => ({ ...figure, name: names.get(figure.question.code)!, shown: answers?.items[i]?.value ?? null }));
    const watermark = Date.parse(answers?.items[0]?.watermark ?? '') || 0;
    if (watermark > loadedAt.getTime() && compared.every(agrees)) return compared;
    if (watermark > loadedAt.getTime() + settlesWithinMs || Date.now() - started > countsWithinMs) return compared;
    await pause(lookEveryMs);
  }
}

export function agrees({ shown, expected }: Compared): boolean {
  return shown === expected;
}

export function table(compared: readonly Compared[]): string[] {
  const rows = compared.map((one) => {
    const { name, of } = one;
    const title = `${name.zh} / ${name.en}${of ? ` (${of})` : ''}`;
    return [padded(title, 82), text(one.expected).padStart(9), text(one.shown).padStart(9), agrees(one) ? '✓' : '✗'].join('  ');
  });
  return [[padded('指标 / figure', 82), padded(' 应为/exp.', 9), padded('显示/shown', 9)].join(' '), ...rows];
}

async function namesOf(api: ParkApi): Promise<Map<string, KpiDefinition['name']>> {
  const answer = await api.ask<{ items: KpiDefinition[] }>('reporting', '/kpis');
  return new Map(answer?.items.map(({ code, name }) => [code, name]));
}

function text(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en-US');
}
