// Builds and serves the playground: a page, its workers and nothing that has to be asked of another host.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('./playground', import.meta.url));

/**
 * Parts of the editor that come with its heart and that this page never uses: they are left out of the bundle, with the
 * least in their place that their neighbours ask for. A tenth of what has to be loaded before the editor is usable.
 */
// biome-ignore format: table
const LEFT_OUT: Readonly<Record<string, string>> = {
  // Editors that compare two texts.
  'editor/browser/widget/diffEditor/diffEditorWidget.js': 'export class DiffEditorWidget {}',
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': 'export class MultiDiffEditorWidget {}',
  // Drawing by the graphics card: an experiment that is off.
  'editor/browser/gpu/viewGpuContext.js': 'export class ViewGpuContext {}',
  'editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': 'export class ViewLinesGpu {}',
  'editor/browser/viewParts/rulersGpu/rulersGpu.js': 'export class RulersGpu {}',
  'editor/browser/viewParts/gpuMark/gpuMark.js': 'export class GpuMarkOverlay {}',
  // Grammars of Tree-sitter: colours come from the language server.
  'editor/common/model/tokens/treeSitter/treeSitterSyntaxTokenBackend.js': 'export class TreeSitterSyntaxTokenBackend {}',
  // A picture of the whole text beside it.
  'editor/browser/viewParts/minimap/minimap.js': `
    import { createFastDomNode } from '../../../../base/browser/fastDomNode.js';
    import { ViewPart } from '../../view/viewPart.js';
    export class Minimap extends ViewPart {
      node = createFastDomNode(document.createElement('div'));
      getDomNode() { return this.node; }
      prepareRender() {}
      render() {}
    }`,
  // Colours to pick, and files that are dropped into a text.
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPicker.js': 'export const isOnColorDecorator = () => false;',
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPickerParticipant.js': 'export class ColorHover {} export class HoverColorPickerParticipant {}',
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js': 'export class CopyPasteController { static get() { return null; } }',
  // Lists to choose from that look the same on every system, buttons that sparkle when they are pressed, and a row of
  // buttons beside texts that are proposed: nothing of the page's editor has them.
  'base/browser/ui/selectBox/selectBoxCustom.js': 'export class SelectBoxList {}',
  'base/browser/ui/animations/animations.js': 'export const captureAnimationTarget = () => undefined; export const triggerClickAnimation = () => {};',
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js': 'export class InlineSuggestionHintsContentWidget { static dropDownVisible = false; }',
};

/** Leaves them out; it fails when a version of the editor has none of them at its place, instead of growing silently. */
function leaveOut(): Plugin {
  const left = new Set(Object.keys(LEFT_OUT));
  return {
    name: 'leave-out',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      const place = /\/monaco-editor\/esm\/vs\/(.*)$/.exec(id)?.[1] ?? '';
      if (LEFT_OUT[place] !== undefined) left.delete(place);
      return LEFT_OUT[place];
    },
    generateBundle() {
      if (left.size > 0) this.error(`The editor has no ${[...left].join(', ')} any more.`);
    },
  };
}

/** The doors of the floors open onto much that the page does not need; only styles and entries act by being imported. */
const treeshake = {
  moduleSideEffects: (id: string) =>
    /\.css$|node_modules|playground\/(main|(?:[a-z]+-)?worker|language-server)\.ts|\.html/.test(id),
};

export default defineConfig({
  root: here,
  base: './',
  publicDir: false,
  plugins: [leaveOut(), offline()],
  // Examples stand beside the page's own folder.
  server: { fs: { allow: [fileURLToPath(new URL('.', import.meta.url))] } },
  worker: { format: 'es', rollupOptions: { treeshake } },
  build: {
    target: 'es2023',
    outDir: fileURLToPath(new URL('./dist/playground', import.meta.url)),
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    rollupOptions: {
      input: {
        index: fileURLToPath(new URL('./playground/index.html', import.meta.url)),
        'service-worker': fileURLToPath(new URL('./playground/service-worker.ts', import.meta.url)),
      },
      output: {
        // Its place says which pages it serves, and its name must not change.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
      treeshake,
    },
  },
});

/** The page that a run is saved in: it is built before, lies beside this one, and is wanted without a network as well. */
const REPORT_PAGE = 'report.html';

/** Tells the service worker which files there are, and the page which version it is. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const parts = Object.values(bundle).filter((part) => part.fileName.startsWith('assets/'));
        const digest = createHash('sha256');
        for (const part of parts)
          digest.update(part.fileName).update(part.type === 'chunk' ? part.code : part.source);
        digest.update(readFileSync(new URL(`./dist/${REPORT_PAGE}`, import.meta.url)));
        const version = digest.digest('hex').slice(0, 16);
        const files = [...parts.map(({ fileName }) => fileName), REPORT_PAGE].sort();
        const worker = bundle['service-worker.js'];
        const page = bundle['index.html'];
        if (worker?.type !== 'chunk' || page?.type !== 'asset')
          throw new Error('The page or its service worker was not built.');
        worker.code = `const OFFLINE=${JSON.stringify({ version, files })};\n${worker.code}`;
        page.source = String(page.source).replace(
          '<title>',
          `<meta name="version" content="${version}" />\n    <title>`,
        );
      },
    },
  };
}
