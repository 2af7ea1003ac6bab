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

/** Each colour of the style, and what wears it by the editor's names; after a slash, how much of it covers. */
// biome-ignore format: table
const PARTS: readonly (readonly [colour: string, parts: string])[] = [
  ['--bad', `
    editorError.foreground editorMarkerNavigationError.background errorForeground
    inputValidation.errorBorder inputValidation.errorForeground
  `],
  ['--brand', `
    badge.background editorHoverWidget.highlightForeground editorInfo.foreground
    editorLightBulbAutoFix.foreground editorLink.activeForeground editorMarkerNavigationInfo.background
    editorSuggestWidget.focusHighlightForeground editorSuggestWidget.highlightForeground
    inputOption.activeBorder list.focusHighlightForeground list.highlightForeground peekView.border
    pickerGroup.foreground progressBar.background symbolIcon.functionForeground
    symbolIcon.methodForeground textLink.activeForeground textLink.foreground
  `],
  ['--brand/0.5', 'editorBracketMatch.border'],
  ['--brand/0.24', 'editor.selectionBackground'],
  ['--brand/0.2', 'editor.wordHighlightStrongBackground inputOption.activeBackground'],
  ['--brand/0.16', `
    editorActionList.focusBackground editorSuggestWidget.selectedBackground
    list.activeSelectionBackground list.focusBackground menu.selectionBackground
    peekViewResult.selectionBackground quickInputList.focusBackground
  `],
  ['--brand/0.14', 'editor.inactiveSelectionBackground editorBracketMatch.background'],
  ['--brand/0.12', `
    editor.selectionHighlightBackground editor.wordHighlightBackground
    editor.wordHighlightTextBackground inputOption.hoverBackground list.inactiveSelectionBackground
    toolbar.hoverBackground
  `],
  ['--brand/0.1', 'editor.findRangeHighlightBackground'],
  ['--brand/0.08', 'editor.foldBackground list.hoverBackground'],
  ['--brand/0.06', 'editor.rangeHighlightBackground'],
  ['--card', `
    badge.foreground editor.background editorActionList.background editorHoverWidget.background
    editorSuggestWidget.background editorWidget.background inputValidation.errorBackground
    menu.background peekViewResult.background quickInput.background
  `],
  ['--faint', 'disabledForeground'],
  ['--faint/0.7', 'scrollbarSlider.activeBackground'],
  ['--faint/0.55', 'scrollbarSlider.hoverBackground'],
  ['--faint/0.35', 'scrollbarSlider.background'],
  ['--focus', 'focusBorder'],
  ['--focus/0', 'list.focusOutline'],
  ['--hair', `
    editorHoverWidget.border editorRuler.foreground editorSuggestWidget.border editorWidget.border
    editorWidget.resizeBorder input.border keybindingLabel.border keybindingLabel.bottomBorder
    menu.border menu.separatorBackground pickerGroup.border widget.border
  `],
  ['--hair/0', 'editor.lineHighlightBorder'],
  ['--ink', `
    editor.foreground editorActionList.focusForeground editorActionList.foreground
    editorCursor.foreground editorHoverWidget.foreground editorLineNumber.activeForeground
    editorSuggestWidget.foreground editorSuggestWidget.selectedForeground
    editorSuggestWidget.selectedIconForeground editorWidget.foreground foreground input.foreground
    inputOption.activeForeground keybindingLabel.foreground list.activeSelectionForeground
    list.focusForeground menu.foreground menu.selectionForeground peekViewResult.fileForeground
    peekViewResult.lineForeground peekViewResult.selectionForeground peekViewTitleLabel.foreground
    quickInput.foreground quickInputList.focusForeground textPreformat.foreground
  `],
  ['--ink/0.16', 'widget.shadow'],
  ['--ink/0.1', 'scrollbar.shadow'],
  ['--note-edge/0.5', 'editor.findMatchBackground'],
  ['--note-edge/0.35', 'peekViewEditor.matchHighlightBackground peekViewResult.matchHighlightBackground'],
  ['--note-edge/0.28', 'editor.findMatchHighlightBackground'],
  ['--paper', `
    editorHoverWidget.statusBarBackground editorInlayHint.background editorInlayHint.typeBackground
    editorMarkerNavigation.background input.background keybindingLabel.background
    peekViewEditor.background peekViewTitle.background quickInputTitle.background
    textCodeBlock.background textPreformat.background
  `],
  ['--soft', `
    descriptionForeground editorBracketHighlight.foreground1 editorBracketHighlight.foreground2
    editorBracketHighlight.foreground3 editorBracketHighlight.foreground4
    editorBracketHighlight.foreground5 editorBracketHighlight.foreground6
    editorGutter.foldingControlForeground editorInlayHint.foreground editorInlayHint.typeForeground
    editorLineNumber.foreground editorSuggestWidgetStatus.foreground icon.foreground
    input.placeholderForeground peekViewTitleDescription.foreground symbolIcon.snippetForeground
    symbolIcon.variableForeground
  `],
  ['--syntax-metric', 'symbolIcon.constantForeground symbolIcon.enumeratorForeground'],
  ['--syntax-option', 'symbolIcon.enumeratorMemberForeground'],
  ['--syntax-property', 'symbolIcon.fieldForeground'],
  ['--target', 'symbolIcon.propertyForeground'],
  ['--warning', 'editorLightBulb.foreground editorMarkerNavigationWarning.background editorWarning.foreground'],
];

/** Makes the theme of a scheme of the style as it is now, while the page wears it. */
function defineTheme(scheme: Scheme): void {
  const colour = readColours();
  const rules = SYNTAX.flatMap(([names, variable, fontStyle = '']) =>
    names
      .split(' ')
      .map((token) => ({ token, foreground: colour(variable).slice(1), ...(fontStyle !== '' && { fontStyle }) })),
  );
  const colors = Object.fromEntries(
    PARTS.flatMap(([variable, parts]) => parts.trim().split(/\s+/).map((part) => [part, colour(variable)])),
  );
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
    // The editor keeps its colours where the system forces its own, so it is told them and not the system's.
    probe.style.forcedColorAdjust = 'none';
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
