/** A drawing for the sign-in page: the park's 26 buildings at dusk, some windows lit. The same on every visit. */
const buildings = 26;

export function skyline(): string {
  const random = seeded(26);
  const blocks = Array.from({ length: buildings }, (_, index) => {
    const row = index % 2;
    const width = 34 + Math.floor(random() * 22);
    const floors = 2 + row * 2 + Math.floor(random() * 5);
    return building({ x: (index * 640) / buildings - 14, width, floors, row, random });
  });
  const behind = blocks.filter((_, index) => index % 2 === 1);
  const before = blocks.filter((_, index) => index % 2 === 0);
  return `<svg class="skyline" viewBox="0 0 640 200" preserveAspectRatio="xMidYMax slice">${[...behind, ...before].join('')}</svg>`;
}

function building({
  x,
  width,
  floors,
  row,
  random,
}: {
  x: number;
  width: number;
  floors: number;
  row: number;
  random: () => number;
}): string {
  const height = floors * 16 + 10;
  const top = 200 - height;
  // Workshops keep their saw-tooth roofs.
  const roof = floors <= 3 ? `<path class="wall-${row}" d="M${x} ${top}v-9l${width / 2} 9v-9l${width / 2} 9z"/>` : '';
  const windows: string[] = [];
  for (let floor = 0; floor < floors; floor += 1) {
    for (let at = 6; at + 6 <= width - 4; at += 10) {
      const state = random() < 0.4 ? 'lit' : 'dark';
      windows.push(`<rect class="${state}" x="${x + at}" y="${top + 8 + floor * 16}" width="5" height="7" rx="1"/>`);
    }
  }
  return `<g><rect class="wall-${row}" x="${x}" y="${top}" width="${width}" height="${height}"/>${roof}${windows.join('')}</g>`;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
