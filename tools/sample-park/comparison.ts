/** Waits until reporting has counted everything, and sets its figures beside those that must come out. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DataQuality, KpiAnswer, KpiDefinition, ReconciliationCheck } from '../../libs/contracts/src/kpi-api.ts';
import type { Figure } from './expected-figures.ts';
import type { ParkApi } from './park-api.ts';
import { padded, widthOf } from './text-width.ts';

export interface Compared extends Figure {
  name: { zh: string; en: string };
  shown: number | null;
}

const lookEveryMs = 500;
/** A watermark tells what was received; what a busy service has yet to send shows only when it comes. */
const silenceMs = 30_000;
const countsWithinMs = 300_000;

/** Answers as soon as all agree, or what stands when nothing more comes in. */
export async function compare(api: ParkApi, figures: readonly Figure[], loadedAt: Date): Promise<Compared[]> {
  const names = await namesOf(api);
  const queries = figures.map(({ question }) => question);
  let received = -1;
  let lastNews = Date.now();
  for (const started = Date.now(); ;) {
    const answers = await api.ask<{ items: KpiAnswer[] }>('reporting', '/kpis/query', { method: 'POST', json: { queries } });
    const compared = figures.map((figure, i): Compared => ({
      ...figure,
      name: names.get(figure.question.code)!,
      shown: answers?.items[i]?.value ?? null,
    }));
    const isCounted = Date.parse(answers?.items[0]?.watermark ?? '') > loadedAt.getTime();
    if (isCounted && compared.every(agrees)) return compared;
    const events = await eventsReceived(api);
    if (events !== received) lastNews = Date.now();
    received = events;
    if ((isCounted && Date.now() - lastNews > silenceMs) || Date.now() - started > countsWithinMs) return compared;
    await pause(lookEveryMs);
  }
}

async function eventsReceived(api: ParkApi): Promise<number> {
  const quality = await api.ask<DataQuality>('reporting', '/data-quality');
  return quality?.sources.reduce((sum, { events }) => sum + events, 0) ?? 0;
}

/** Has reporting reconcile what it shows with the services, which would else wait for its schedule. */
export async function recount(api: ParkApi): Promise<{ checks: number; differing: number }> {
  const answer = await api.ask<{ checks: ReconciliationCheck[] }>('reporting', '/reconciliation/run', { method: 'POST' });
  const checks = answer?.checks ?? [];
  return { checks: checks.length, differing: checks.filter(({ state }) => state !== 'agrees').length };
}

export function agrees({ shown, expected }: Compared): boolean {
  return shown === expected;
}

export function table(compared: readonly Compared[]): string[] {
  const titles = compared.map(({ name, of }) => `${name.zh} / ${name.en}${of ? ` (${of})` : ''}`);
  const width = Math.max(...titles.map(widthOf));
  const rows = compared.map((one, i) =>
    [padded(titles[i]!, width), text(one.expected).padStart(11), text(one.shown).padStart(11), agrees(one) ? '✓' : '✗'].join(' '),
  );
  return [[padded('指标 / figure', width), padded(' 应为/exp.', 11), padded('显示/shown', 11)].join(' '), ...rows];
}

async function namesOf(api: ParkApi): Promise<Map<string, KpiDefinition['name']>> {
  const answer = await api.ask<{ items: KpiDefinition[] }>('reporting', '/kpis');
  return new Map(answer?.items.map(({ code, name }) => [code, name]));
}

function text(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en-US');
}
