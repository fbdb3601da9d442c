import { build } from 'vite';

/**
 * Bundles the web app: `node bundle-web-app.ts SOURCES FOLDER`. A program of its own, because what a bundler takes of
 * memory (more than half a gigabyte) would stay with the server that started it.
 */
const [, , sources = '', folder = ''] = process.argv;
await build({
  root: sources,
  configFile: false,
  logLevel: 'error',
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: folder,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
});
