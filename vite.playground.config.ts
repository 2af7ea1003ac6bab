// Builds and serves the playground: a page, its workers and nothing that has to be asked of another host.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('./playground', import.meta.url));

export default defineConfig({
  root: here,
  base: './',
  publicDir: false,
  // Examples stand beside the page's own folder.
  server: { fs: { allow: [fileURLToPath(new URL('.', import.meta.url))] } },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: fileURLToPath(new URL('./dist/playground', import.meta.url)),
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    rollupOptions: {
      input: fileURLToPath(new URL('./playground/index.html', import.meta.url)),
      // The doors of the floors open onto much that the page does not need; only styles and entries act by being imported.
      treeshake: {
        moduleSideEffects: (id: string) =>
          /\.css$|node_modules|playground\/(main|worker|explain-worker|language-server)\.ts|\.html/.test(id),
      },
    },
  },
});
