import { aBuilding, thePark } from './building.fixture.ts';
import { neighbourOf, planField, planOf, planWidth, type Plot } from './plan-layout.ts';

const overlap = (a: Plot, b: Plot): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.depth && b.y < a.y + a.depth;

it('gives every building its own place within the field, off the streets and the bay', () => {
  for (const field of [planField.narrowest, planField.widest]) {
    const { plots, mainStreet, lanes, shore } = planOf(thePark(), field);
    expect(plots.map(({ id }) => id)).toEqual(thePark().map(({ id }) => id));
    expect(plots.every(({ x, y, width, depth }) => x >= 0 && x + width <= field && y >= 0 && y + depth < shore)).toBe(true);
    expect(plots.flatMap((a, i) => plots.slice(i + 1).filter((b) => overlap(a, b)))).toEqual([]);
    for (const street of [mainStreet, ...lanes]) expect(plots.filter(({ y, depth }) => y < street && street < y + depth)).toEqual([]);
  }
});

it('is as wide as the place it has, within bounds', () => {
  expect([planWidth(390, 500), planWidth(1_400, 560), planWidth(4_000, 600)]).toEqual([planField.narrowest, 1_400, planField.widest]);
});

it('draws a park of any size', () => {
  for (const count of [0, 1, 2, 3, 5, 40]) {
    const { plots, mainStreet } = planOf(
      thePark()
        .slice(0, 1)
        .flatMap((one) => Array.from({ length: count }, (_, i) => ({ ...one, id: `b${i}` }))),
    );
    expect(plots).toHaveLength(count);
    expect([mainStreet, ...plots.flatMap(({ x, y, width, depth }) => [x, y, width, depth])].every(Number.isFinite)).toBe(true);
  }
});

it('makes what stands on more ground wider', () => {
  const [small, large] = planOf([aBuilding({ id: 'small', gfa_m2: 1_000 }), aBuilding({ id: 'large', gfa_m2: 9_000 })], undefined, 1).plots;
  expect(large!.width).toBeGreaterThan(small!.width * 2);
});

it('is walked with the arrow keys, and stops at its edges', () => {
  const { plots } = planOf(thePark());
  expect(neighbourOf(plots, 'b1', 'ArrowRight')).toBe('b2');
  expect(neighbourOf(plots, 'b1', 'ArrowLeft')).toBe('b1');
  expect(neighbourOf(plots, 'b1', 'ArrowUp')).toBe('b1');
  const below = plots.find(({ id }) => id === neighbourOf(plots, 'b1', 'ArrowDown'))!;
  expect([below.row, below.x]).toEqual([1, plots[0]!.x]);
  expect(neighbourOf(plots, 'b26', 'ArrowDown')).toBe('b26');
});

it('has room for hundreds of buildings', () => {
  const buildings = Array.from({ length: 2_000 }, (_, i) => aBuilding({ id: `b${i}` }));
  const { plots } = planOf(buildings);
  expect(plots).toHaveLength(2_000);
  expect(plots.every(({ width, depth }) => width > 0 && depth > 0)).toBe(true);
});
