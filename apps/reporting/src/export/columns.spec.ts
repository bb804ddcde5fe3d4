/** The tables of figures under headings for people. */
import { namesOfFigureColumn } from '@park/contracts';
import { definitionsTable, factsTable, tableOf } from '../answers/kpi-csv.ts';
import { itemsTable, modesTable, rotationTable, supervisionTable } from '../figures/alliance/overview/alliance-csv.ts';
import { anOverview, aRotation, someItems, someSupervision } from '../figures/alliance/overview/alliance-examples.ts';
import { aBuilding, anAnswer, aUnit, someFacts } from '../figures/answer-examples.ts';
import {
  arrivalsTable,
  dealsTable,
  gatheringsTable,
  meetingsTable,
  pitchesTable,
  seasonsTable,
} from '../figures/events/programme/programme-csv.ts';
import { aGatheringAnswer, aProgramme, someDeals, someMeetings, somePitches } from '../figures/events/programme/programme-examples.ts';
import { boothsTable, employersTable, fairsTable, funnelTable } from '../figures/recruitment/talent/talent-csv.ts';
import { aFairAnswer, aFunnel, someFairs, someStandings } from '../figures/recruitment/talent/talent-examples.ts';

const tables: [name: string, columns: string[]][] = [
  ['figures', tableOf(anAnswer).columns],
  ['series', tableOf({ ...anAnswer, groups: undefined }).columns],
  ['facts', factsTable(someFacts.items).columns],
  ['definitions', definitionsTable([]).columns],
  ['modes', modesTable(anOverview).columns],
  ['rotation', rotationTable(aRotation).columns],
  ['items of the alliance', itemsTable(someItems).columns],
  ['supervision', supervisionTable(someSupervision).columns],
  ['seasons', seasonsTable({ items: [] }).columns],
  ['gatherings', gatheringsTable(aProgramme).columns],
  ['arrivals', arrivalsTable(aGatheringAnswer).columns],
  ['pitches', pitchesTable(somePitches).columns],
  ['meetings', meetingsTable(someMeetings).columns],
  ['deals', dealsTable(someDeals).columns],
  ['fairs', fairsTable(someFairs).columns],
  ['booths', boothsTable(aFairAnswer).columns],
  ['funnel', funnelTable(aFunnel).columns],
  ['employers', employersTable(someStandings).columns],
  ['buildings', Object.keys(aBuilding)],
  ['units', Object.keys(aUnit)],
];

it.each(tables)('has a Chinese and an English name of its own for each column of %s', (_, columns) => {
  const names = columns.map((column) => namesOfFigureColumn(column) ?? []);
  expect(columns.filter((_, i) => names[i]!.length !== 2)).toEqual([]);
  for (const language of [0, 1]) expect(new Set(names.map((both) => both[language])).size).toBe(columns.length);
});
