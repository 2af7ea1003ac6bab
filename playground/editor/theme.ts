// The editor in the page's own colours: read off its style, so that nothing is said twice, for light and for dark.

import { monaco } from './monaco.ts';

export const THEMES = { light: 'lazurite-light', dark: 'lazurite-dark' } as const;

type Scheme = keyof typeof THEMES;

/** Each kind of token, by the names that the server and the patterns have for it, with its colour in the style. */
// biome-ignore format: table
const SYNTAX: readonly (readonly [names: string, colour: string, style?: string])[] = [
  ['', '--ink'],
  ['comment', '--soft', 'italic'],
  ['string', '--good'],
  ['number constant.numeric', '--syntax-number'],
  ['operator keyword.operator punctuation', '--soft'],
  ['function method support.function', '--brand'],
  ['property support.variable.property', '--syntax-property'],
  ['variable variable.other variable.definition', '--ink'],
  ['variable.readonly support.variable.metric support.constant.interval', '--syntax-metric'],
  ['variable.readonly.deprecated', '--syntax-metric', 'strikethrough'],
  ['variable.language.target variable.defaultLibrary variable.definition.defaultLibrary', '--target', 'bold'],
  ['variable.deprecated variable.definition.deprecated', '--target', 'bold strikethrough'],
  ['enumMember constant.language.option', '--syntax-option'],
  ['invalid', '--bad'],
];

/** What the editor calls the parts of itself, with their colours in the style; after a slash, how much of it covers. */
// biome-ignore format: table
const PARTS: Readonly<Record<string, string>> = {
  'editor.background': '--card', 'editor.foreground': '--ink', 'editorCursor.foreground': '--ink',
  'editorLineNumber.foreground': '--soft', 'editorLineNumber.activeForeground': '--ink',
  'editor.selectionBackground': '--brand/0.24', 'editor.inactiveSelectionBackground': '--brand/0.14',
  'editor.selectionHighlightBackground': '--brand/0.12', 'editor.wordHighlightBackground': '--brand/0.12',
  'editor.wordHighlightStrongBackground': '--brand/0.2', 'editor.wordHighlightTextBackground': '--brand/0.12',
  'editor.findMatchBackground': '--note-edge/0.5', 'editor.findMatchHighlightBackground': '--note-edge/0.28',
  'editor.findRangeHighlightBackground': '--brand/0.1', 'editor.rangeHighlightBackground': '--brand/0.06',
  'editor.lineHighlightBorder': '--hair/0', 'editor.foldBackground': '--brand/0.08',
  'editorBracketMatch.background': '--brand/0.14', 'editorBracketMatch.border': '--brand/0.5',
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, '--soft'])),
  'editorError.foreground': '--bad', 'editorWarning.foreground': '--warning', 'editorInfo.foreground': '--brand',
  'editorInlayHint.foreground': '--soft', 'editorInlayHint.background': '--paper',
  'editorInlayHint.typeForeground': '--soft', 'editorInlayHint.typeBackground': '--paper',
  'editorLightBulb.foreground': '--warning', 'editorLightBulbAutoFix.foreground': '--brand',
  'editorLink.activeForeground': '--brand', 'textLink.foreground': '--brand', 'textLink.activeForeground': '--brand',
  'textCodeBlock.background': '--paper', 'textPreformat.foreground': '--ink', 'textPreformat.background': '--paper',
  'editorWidget.background': '--card', 'editorWidget.foreground': '--ink', 'editorWidget.border': '--hair',
  'editorHoverWidget.background': '--card', 'editorHoverWidget.foreground': '--ink', 'editorHoverWidget.border': '--hair',
  'editorHoverWidget.statusBarBackground': '--paper', 'editorHoverWidget.highlightForeground': '--brand',
  'editorSuggestWidget.background': '--card', 'editorSuggestWidget.foreground': '--ink', 'editorSuggestWidget.border': '--hair',
  'editorSuggestWidget.highlightForeground': '--brand', 'editorSuggestWidget.focusHighlightForeground': '--brand',
  'editorSuggestWidget.selectedForeground': '--ink', 'editorSuggestWidget.selectedBackground': '--brand/0.16',
  'editorSuggestWidget.selectedIconForeground': '--ink', 'editorSuggestWidgetStatus.foreground': '--soft',
  'list.focusBackground': '--brand/0.16', 'list.focusForeground': '--ink', 'list.hoverBackground': '--brand/0.08',
  'list.activeSelectionBackground': '--brand/0.16', 'list.activeSelectionForeground': '--ink',
  'list.inactiveSelectionBackground': '--brand/0.12', 'list.highlightForeground': '--brand',
  'list.focusHighlightForeground': '--brand', 'list.focusOutline': '--focus/0',
  'editorActionList.background': '--card', 'editorActionList.foreground': '--ink',
  'editorActionList.focusBackground': '--brand/0.16', 'editorActionList.focusForeground': '--ink',
  'quickInput.background': '--card', 'quickInput.foreground': '--ink', 'quickInputTitle.background': '--paper',
  'quickInputList.focusBackground': '--brand/0.16', 'quickInputList.focusForeground': '--ink',
  'pickerGroup.foreground': '--brand', 'pickerGroup.border': '--hair',
  'keybindingLabel.background': '--paper', 'keybindingLabel.foreground': '--ink', 'keybindingLabel.border': '--hair',
  'keybindingLabel.bottomBorder': '--hair', 'widget.shadow': '--ink/0.16', 'widget.border': '--hair',
  'menu.background': '--card', 'menu.foreground': '--ink', 'menu.border': '--hair', 'menu.separatorBackground': '--hair',
  'menu.selectionBackground': '--brand/0.16', 'menu.selectionForeground': '--ink', 'disabledForeground': '--faint',
  'input.background': '--paper', 'input.foreground': '--ink', 'input.border': '--hair', 'input.placeholderForeground': '--soft',
  'inputOption.hoverBackground': '--brand/0.12', 'toolbar.hoverBackground': '--brand/0.12', 'editorWidget.resizeBorder': '--hair',
  'inputValidation.errorBackground': '--card', 'inputValidation.errorForeground': '--bad', 'inputValidation.errorBorder': '--bad',
  'inputOption.activeBorder': '--brand', 'inputOption.activeBackground': '--brand/0.2', 'inputOption.activeForeground': '--ink',
  'focusBorder': '--focus', 'foreground': '--ink', 'descriptionForeground': '--soft', 'errorForeground': '--bad',
  'icon.foreground': '--soft', 'badge.background': '--brand', 'badge.foreground': '--card', 'progressBar.background': '--brand',
  'editorMarkerNavigation.background': '--paper', 'editorMarkerNavigationError.background': '--bad',
  'editorMarkerNavigationWarning.background': '--warning', 'editorMarkerNavigationInfo.background': '--brand',
  'peekView.border': '--brand', 'peekViewTitle.background': '--paper', 'peekViewTitleLabel.foreground': '--ink',
  'peekViewTitleDescription.foreground': '--soft', 'peekViewEditor.background': '--paper', 'peekViewResult.background': '--card',
  'peekViewResult.fileForeground': '--ink', 'peekViewResult.lineForeground': '--ink',
  'peekViewResult.selectionBackground': '--brand/0.16', 'peekViewResult.selectionForeground': '--ink',
  'peekViewEditor.matchHighlightBackground': '--note-edge/0.35', 'peekViewResult.matchHighlightBackground': '--note-edge/0.35',
  'scrollbar.shadow': '--ink/0.1', 'scrollbarSlider.background': '--faint/0.35',
  'scrollbarSlider.hoverBackground': '--faint/0.55', 'scrollbarSlider.activeBackground': '--faint/0.7',
  'editorGutter.foldingControlForeground': '--soft', 'editorRuler.foreground': '--hair',
  'symbolIcon.functionForeground': '--brand', 'symbolIcon.methodForeground': '--brand',
  'symbolIcon.fieldForeground': '--syntax-property', 'symbolIcon.variableForeground': '--soft',
  'symbolIcon.propertyForeground': '--target', 'symbolIcon.enumeratorForeground': '--syntax-metric',
  'symbolIcon.enumeratorMemberForeground': '--syntax-option', 'symbolIcon.constantForeground': '--syntax-metric',
  'symbolIcon.snippetForeground': '--soft',
};

/** Makes the theme of a scheme of the style as it is now, while the page wears it. */
function defineTheme(scheme: Scheme): void {
  const colour = readColours();
  const rules = SYNTAX.flatMap(([names, variable, fontStyle = '']) =>
    names
      .split(' ')
      .map((token) => ({ token, foreground: colour(variable).slice(1), ...(fontStyle !== '' && { fontStyle }) })),
  );
  const colors = Object.fromEntries(Object.entries(PARTS).map(([part, variable]) => [part, colour(variable)]));
  const base = scheme === 'light' ? 'vs' : 'vs-dark';
  monaco.editor.defineTheme(THEMES[scheme], { base, inherit: true, rules, colors });
} // biome-ignore format: rows

/** Follows the page from light to dark and back, for as long as the page is there. */
export function followScheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    const scheme = schemeNow(system);
    defineTheme(scheme);
    monaco.editor.setTheme(THEMES[scheme]);
  };
  system.addEventListener('change', follow);
  new MutationObserver(follow).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme'],
  });
  follow();
}

function schemeNow(system: MediaQueryList): Scheme {
  const wanted = document.documentElement.dataset.theme;
  if (wanted === 'light' || wanted === 'dark') return wanted;
  return system.matches ? 'dark' : 'light';
}

/** What a variable of the style is now, as `#rrggbbaa`. */
function readColours(): (variable: string) => string {
  const known = new Map<string, string>();
  return (variable) => {
    const before = known.get(variable);
    if (before !== undefined) return before;
    const [name = '', share = '1'] = variable.split('/');
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    probe.remove();
    const [red = 0, green = 0, blue = 0] = parts.map(Number);
    const colour = `#${[red, green, blue].map(two).join('')}${share === '1' ? '' : two(Number(share) * 255)}`;
    known.set(variable, colour);
    return colour;
  };
}

const two = (number: number): string => Math.round(number).toString(16).padStart(2, '0');
