// Builds the stand-alone report page: one HTML file with its script and style inside, which asks nothing of
// any other place. The command line puts a report into it.

import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: 'playground',
  base: './',
  plugins: [intoOneFile()],
  build: {
    outDir: '../dist',
    emptyOutDir: false,
    modulePreload: false,
    assetsInlineLimit: 1_000_000,
    reportCompressedSize: false,
    rollupOptions: {
      input: 'playground/report.html',
      // The doors of the floors open onto much that the page does not need; only styles act by being imported.
      treeshake: { moduleSideEffects: (id: string) => /\.css$|playground\/report\.(ts|html)/.test(id) },
    },
  },
});

/** Moves the built script and style into the page, so that it is one file. */
function intoOneFile(): Plugin {
  return {
    name: 'into-one-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = Object.values(bundle).find((part) => part.fileName.endsWith('.html'));
        if (page?.type !== 'asset') return;
        let html = String(page.source);
        for (const part of Object.values(bundle)) {
          const { fileName } = part;
          if (part.type === 'chunk') {
            const code = part.code.replaceAll('</script', '<\\/script').trim();
            html = put(
              html,
              /<script type="module"[^>]*src="[^"]*"[^>]*><\/script>/,
              `<script type="module">${code}</script>`,
            );
          } else if (fileName.endsWith('.css')) {
            html = put(html, /<link rel="stylesheet"[^>]*>/, `<style>${String(part.source).trim()}</style>`);
          } else continue;
          delete bundle[fileName];
        }
        page.source = html;
      },
    },
  };
}

/** Replaces without reading `$` in the new text as a reference. */
function put(html: string, place: RegExp, text: string): string {
  if (!place.test(html)) throw new Error(`The page has no place for what ${place} would match.`);
  return html.replace(place, () => text);
}
