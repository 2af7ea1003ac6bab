// What tests reach of formulas as one page that needs nothing else: the text with its lines coloured, and beside each
// line what was never tried. Light and dark follow the reader's system.

import { lineText } from '../../grammar/index.ts';
import { type Coverage, countCoverage, coveredLines, percentOf } from '../../runtime/index.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#f6f7f9, #0e1218); --card: light-dark(#fff, #161c25);
  --ink: light-dark(#161b26, #e8ecf3); --soft: light-dark(#5a6375, #a3adbd); --hair: light-dark(#e2e6ec, #28303d);
  --good: light-dark(#00704f, #5fd0a5); --good-tint: light-dark(#e4f4ee, #12312a);
  --bad: light-dark(#b3340c, #ff8a5c); --bad-tint: light-dark(#fde9e1, #3a1d12);
  --part: light-dark(#8a5a00, #e8b34f); --part-tint: light-dark(#fff6e0, #2b2413); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1160px; margin: 0 auto; padding: 24px; }
h1 { font-size: 28px; letter-spacing: -0.02em; margin: 0 0 4px; } h2 { font-size: 20px; margin: 36px 0 4px; }
p { margin: 0 0 12px; color: var(--soft); }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--hair); border-radius: 10px; overflow: hidden; }
td { padding: 1px 10px; vertical-align: top; }
td.number, td.hits { text-align: right; color: var(--soft); width: 1%; white-space: nowrap; user-select: none; }
td.text { font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
tr.reached td.text { border-left: 3px solid var(--good); background: var(--good-tint); }
tr.missed td.text { border-left: 3px solid var(--bad); background: var(--bad-tint); }
tr.partly td.text { border-left: 3px solid var(--part); background: var(--part-tint); }
tr.silent td.text { border-left: 3px solid transparent; color: var(--soft); }
mark { background: none; color: inherit; text-decoration: underline wavy var(--bad); text-underline-offset: 3px; }
.never { display: block; color: var(--part); font: 13px/1.5 ui-sans-serif, system-ui, sans-serif; }
tr.missed .never { color: var(--bad); }
`.trim();

/** The page: a section for each formula. */
export function coveragePage(coverage: readonly Coverage[]): string {
  const sections = coverage.map(section).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>Lazurite coverage</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>Coverage of formulas</h1>
<p>What the tests reach: statements, both ways of each condition, both sides of each <code>&amp;&amp;</code> and <code>||</code>.</p>
${sections}
</main>
</body>
</html>
`;
}

function section(coverage: Coverage): string {
  const { source } = coverage;
  const { statements, branches } = countCoverage(coverage);
  const figure = (part: typeof statements, noun: string): string =>
    `${percentOf(part)} % of ${noun} (${part.reached} of ${part.total})`;
  const covered = new Map(coveredLines(coverage).map((one) => [one.line, one]));
  const rows = source.lineStarts.map((_, at) => {
    const line = at + 1;
    const { kind = 'silent', hits: times, never = [] } = covered.get(line) ?? {};
    const notes = never.map((says) => `<span class="never">${escapeHtml(says)}</span>`).join('');
    return `<tr class="${kind}"><td class="number">${line}</td><td class="hits">${times === undefined ? '' : `${times}×`}</td><td class="text">${markedLine(coverage, line)}${notes}</td></tr>`;
  });
  return `<section>
<h2>${escapeHtml(source.name)}</h2>
<p>${figure(statements, 'statements')}, ${figure(branches, 'branches')}</p>
<table>
${rows.join('\n')}
</table>
</section>`;
}

/** The line with the branches marked that were never taken. */
function markedLine({ source, decisions }: Coverage, line: number): string {
  const text = lineText(source, line);
  const start = source.lineStarts[line - 1]!;
  const marks = decisions
    .flatMap(({ branches }) => branches.filter(({ hits }) => hits === 0).map(({ span }) => span))
    .map(({ start: from, end }) => [from - start, end - start] as const)
    .filter(([from, to]) => to > 0 && from < text.length)
    .sort(([a], [b]) => a - b);
  let [out, at] = ['', 0];
  for (const [from, to] of marks) {
    const [begin, end] = [Math.max(at, from), Math.min(to, text.length)];
    if (begin >= end) continue;
    out += `${escapeHtml(text.slice(at, begin))}<mark>${escapeHtml(text.slice(begin, end))}</mark>`;
    at = end;
  }
  return out + escapeHtml(text.slice(at));
}
