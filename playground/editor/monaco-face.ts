// The editor that takes the plain field's place. It is loaded when the page stands, and everything that needs Monaco
// is reached from here.

import type { EditorCommand, EditorFace, FaceOptions, Selected, Shown, Spot, TextProblem } from './face.ts';
import { createMarks } from './marks.ts';
import { monaco, startEditorWorker } from './monaco.ts';
import { markerOf } from './shapes.ts';
import { followScheme } from './theme.ts';

export interface MonacoOptions extends FaceOptions {
  readonly language: string;
  /** The address of a document, by its key. */
  readonly addressOf: (key: string) => string;
}

const COMMANDS: Readonly<Record<EditorCommand, string>> = {
  format: 'editor.action.formatDocument',
  'fix-all': 'editor.action.fixAll',
  undo: 'undo',
  redo: 'redo',
  'next-problem': 'editor.action.marker.next',
  commands: 'editor.action.quickCommand',
};

/** Whose complaints markers are. */
const OWNER = 'lazurite';

/** What is the same for every editor of the page. */
const LOOK: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  // Tab goes on to the next control, as everywhere on a page; Ctrl+M makes it indent.
  tabFocusMode: true,
  'semanticHighlighting.enabled': true,
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSize: 13.5,
  lineHeight: 21,
  wordWrap: 'on',
  wrappingIndent: 'indent',
  tabSize: 2,
  minimap: { enabled: false },
  glyphMargin: false,
  lineNumbersMinChars: 2,
  lineDecorationsWidth: 6,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  padding: { top: 10, bottom: 10 },
  find: { autoFindInSelection: 'multiline' },
  occurrencesHighlight: 'singleFile',
  wordBasedSuggestions: 'off',
  suggest: { showWords: false, preview: false, showStatusBar: false, snippetsPreventQuickSuggestions: false },
  quickSuggestions: { other: true, comments: false, strings: false },
  hover: { above: false },
  links: false,
  foldingHighlight: false,
  colorDecorators: false,
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
};

const prepared = new WeakSet<Window>();

/** Once for the page: workers, keys and themes. */
function prepare(): void {
  if (prepared.has(window)) return;
  prepared.add(window);
  window.MonacoEnvironment = { getWorker: startEditorWorker };
  const { KeyCode, KeyMod } = monaco;
  // F8 would look for problems in other documents, too, which no editor shows.
  monaco.editor.addKeybindingRules([
    { keybinding: KeyCode.F8, command: 'editor.action.marker.next', when: 'editorFocus' },
    { keybinding: KeyMod.Shift | KeyCode.F8, command: 'editor.action.marker.prev', when: 'editorFocus' },
  ]);
  followScheme();
}

/** Puts the editor into a place of the page; it is as high as its text, within what the style allows. */
export function createMonacoFace(place: HTMLElement, options: MonacoOptions): EditorFace {
  prepare();
  const host = document.createElement('div');
  host.className = 'monaco-host';
  place.append(host);
  const models = new Map<string, Kept>();
  const first = modelOf(models, options.document, options);
  // With its width it wraps lines at once, and so knows its height: whoever reads on sees no lines go and come.
  const dimension = { width: host.clientWidth, height: host.clientHeight };
  const editor = monaco.editor.create(host, {
    ...LOOK,
    model: first.model,
    ariaLabel: options.name,
    dimension,
  });
  const grow = (): void => host.style.setProperty('height', `${editor.getContentHeight()}px`);
  editor.onDidContentSizeChange(({ contentHeightChanged }) => contentHeightChanged && grow());
  grow();
  editor.layout({ width: host.clientWidth, height: host.clientHeight });
  editor.render(true);
  addTabSwitch(editor, options);
  keepTopInSight(editor);
  const shown = { key: options.document.key, isOwn: false };
  editor.onDidChangeModelContent(() => {
    if (!shown.isOwn) options.onChange(editor.getValue());
  });
  return faceOf({ editor, models, shown, options, host });
}

/** What is needed of the part of the editor that finds. */
interface Finding extends monaco.editor.IEditorContribution {
  readonly getState: () => {
    readonly onFindReplaceStateChange: (
      hear: (change: { readonly isRevealed: boolean; readonly isReplaceRevealed: boolean }) => void,
    ) => void;
  };
}

/** The room that finding and replacing take above the text, in pixels. */
const FINDING = 70;

/** Finding makes room for itself above the text and scrolls on by as much, which would hide the first lines behind it. */
function keepTopInSight(editor: monaco.editor.IStandaloneCodeEditor): void {
  const finding = editor.getContribution<Finding>('editor.contrib.findController');
  finding?.getState().onFindReplaceStateChange(({ isRevealed, isReplaceRevealed }) => {
    if (!isRevealed && !isReplaceRevealed) return;
    setTimeout(() => {
      if (editor.getScrollTop() <= FINDING) editor.setScrollTop(0);
    });
  });
}

/** A key that lets Tab indent, and leave again. */
function addTabSwitch(editor: monaco.editor.IStandaloneCodeEditor, { onNotice }: MonacoOptions): void {
  const { KeyCode, KeyMod } = monaco;
  let doesLeave = true;
  editor.addAction({
    id: 'lazurite.tab',
    label: 'Let Tab indent, or leave the editor',
    keybindings: [KeyMod.CtrlCmd | KeyCode.KeyM, KeyMod.WinCtrl | KeyMod.Shift | KeyCode.KeyM],
    run: () => {
      doesLeave = !doesLeave;
      editor.updateOptions({ tabFocusMode: doesLeave });
      onNotice?.(
        doesLeave
          ? 'Tab leaves the editor again.'
          : 'Tab indents now. Ctrl+M makes it leave the editor again.',
      );
    },
  });
}

/** A document's text with its history, and how it was looked at last. */
interface Kept {
  readonly model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
}

function modelOf(models: Map<string, Kept>, { key, text }: Shown, options: MonacoOptions): Kept {
  const known = models.get(key);
  if (known !== undefined) return known;
  const uri = monaco.Uri.parse(options.addressOf(key));
  const model = monaco.editor.createModel(text, options.language, uri);
  const kept: Kept = { model, view: null };
  models.set(key, kept);
  return kept;
}

interface Parts {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly models: Map<string, Kept>;
  /** The document that is shown, and whether a change just now is the page's own. */
  readonly shown: { key: string; isOwn: boolean };
  readonly options: MonacoOptions;
  readonly host: HTMLElement;
}

function faceOf(parts: Parts): EditorFace {
  const { editor, models, host } = parts;
  const marks = createMarks(editor);
  return {
    text: () => editor.getValue(),
    show: (document) => show(parts, document),
    forget: (key) => {
      models.get(key)?.model.dispose();
      models.delete(key);
    },
    selected: () => selectedIn(editor),
    select: ({ anchor, caret }) =>
      editor.setSelection(new monaco.Selection(anchor.line, anchor.column, caret.line, caret.column)),
    reveal: (spot) => reveal(editor, spot),
    focus: () => editor.focus(),
    hasFocus: () => editor.hasTextFocus(),
    showProblems: (problems) => showProblems(editor, problems),
    ...marks,
    run: (command) => {
      // A command acts where the caret is, so the caret comes back from the button.
      editor.focus();
      editor.trigger('page', COMMANDS[command], null);
      return true;
    },
    dispose: () => {
      editor.dispose();
      for (const { model } of models.values()) model.dispose();
      host.remove();
    },
  };
}

function show({ editor, models, shown, options }: Parts, document: Shown): void {
  const next = modelOf(models, document, options);
  if (document.key !== shown.key) {
    const before = models.get(shown.key);
    if (before !== undefined) before.view = editor.saveViewState();
    shown.key = document.key;
    editor.setModel(next.model);
    if (next.view !== null) editor.restoreViewState(next.view);
  }
  shown.isOwn = true;
  try {
    rewrite(next.model, document.text);
  } finally {
    shown.isOwn = false;
  }
}

/** Writes only what differs, so that caret and marks stay; it can be undone. */
function rewrite(model: monaco.editor.ITextModel, wanted: string): void {
  const text = wanted.replace(/\r\n?|\n/g, model.getEOL());
  const before = model.getValue();
  if (before === text) return;
  const most = Math.min(before.length, text.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === text[start]) start++;
  while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(before.length - end)];
  const range = monaco.Range.fromPositions(from, to);
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: text.slice(start, text.length - end) }], () => null);
  model.pushStackElement();
}

function selectedIn(editor: monaco.editor.IStandaloneCodeEditor): Selected {
  const at = editor.getSelection() ?? new monaco.Selection(1, 1, 1, 1);
  return {
    anchor: { line: at.selectionStartLineNumber, column: at.selectionStartColumn },
    caret: { line: at.positionLineNumber, column: at.positionColumn },
  };
}

function reveal(editor: monaco.editor.IStandaloneCodeEditor, { line, column }: Spot): void {
  const position = { lineNumber: line, column };
  editor.focus();
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
}

function showProblems(editor: monaco.editor.IStandaloneCodeEditor, problems: readonly TextProblem[]): void {
  const model = editor.getModel();
  if (model === null) return;
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    problems.map((one) => markerOf(one, model.uri)),
  );
}
