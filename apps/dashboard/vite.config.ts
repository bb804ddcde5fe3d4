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
  '/data-quality',
  '/projection',
  '/reconciliation',
  '/parked',
];

export default defineConfig({
  build: { outDir: 'dist', assetsDir: 'assets', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: Object.fromEntries(apiPaths.map((path) => [path, park])) },
});
