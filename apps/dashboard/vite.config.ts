import { defineConfig } from 'vite';

/** In development the API is a park that runs beside; sign-in then returns here, so this origin must be known to its issuer. */
const park = 'http://localhost:7300';
const apiPaths = [
  '/dashboard-config.json',
  '/kpis',
  '/board',
  '/buildings',
  '/seasons',
  '/gatherings',
  '/fairs',
  '/talent/funnel',
  '/talent/employers',
  '/alliance/',
  // Before the paths of feeds: one of these is its beginning.
  '/feeds/members',
  '/data-quality',
  '/projection',
  '/reconciliation',
  '/parked',
];

/** The member's page is served by feeds. */
const feeds = 'http://localhost:7306';
const feedsPaths = ['/page-config.json', '/feed', '/subscriptions', '/endpoints', '/catalogue'];

/** Two pages of one look: index.html is the dashboard, member.html the page on which a member manages its feed. */
export default defineConfig({
  build: {
    rolldownOptions: { input: ['index.html', 'member.html'] },
    outDir: 'dist',
    assetsDir: 'assets',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: Object.fromEntries([...apiPaths.map((path) => [path, park]), ...feedsPaths.map((path) => [path, feeds])]) },
});
