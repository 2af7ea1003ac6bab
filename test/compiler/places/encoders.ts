// How a formula is written into each kind of file, letter by letter: the other direction of what is tested, written
// from the formats' own rules. Every encoder says for each letter where in the file it stands.

/** A file with one formula in it, and the place of each of its letters. */
export interface Written {
  readonly name: string;
  readonly file: string;
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

export interface Encoder {
  readonly name: string;
  /** The style, for the title of the test. */
  readonly style: string;
  readonly before: string;
  readonly after: string;
  /** One letter as the file has it; `next` is the one that follows. */
  readonly letter: (letter: string, next: string) => string;
  /** What stands in the file before each line but is not part of the text. */
  readonly indent?: string;
  /** Texts that the style cannot hold. */
  readonly cannot?: (text: string) => boolean;
  readonly newline?: string;
}

/** The file. Letters are those of UTF-16, as offsets count them. */
export function write(encoder: Encoder, text: string): Written {
  const { name, before, after, letter, indent = '', newline = '\n' } = encoder;
  let file = before.replaceAll('\n', newline);
  const places: { start: number; end: number }[] = [];
  let isLineStart = true;
  for (let at = 0; at < text.length; at++) {
    if (isLineStart && text[at] !== '\n') file += indent;
    const written = letter(text[at]!, text[at + 1] ?? '');
    places.push({ start: file.length, end: file.length + written.length });
    file += written;
    isLineStart = text[at] === '\n';
  }
  return { name, file: file + after.replaceAll('\n', newline), places };
}

const json = (letter: string): string => JSON.stringify(letter).slice(1, -1);
const arm = (letter: string): string => (letter === "'" ? "''" : json(letter));
const template = (letter: string, next: string): string =>
  (letter === '$' || letter === '%') && next === '{' ? letter + letter : letter;
const terraform = (letter: string, next: string): string => {
  const named: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
  return named[letter] ?? template(letter, next);
};
const slashed =
  (special: string) =>
  (letter: string): string =>
    letter === '\n' ? '\\n' : letter === '\t' ? '\\t' : special.includes(letter) ? `\\${letter}` : letter;
const same = (letter: string): string => letter;
/** What pipelines fill in YAML. */
const isTemplate = (text: string): boolean => /\{\{|\$\(/.test(text);
const control = /[\0-\x08\x0b-\x1f\x7f]/;

/** What YAML's plain and single-quoted texts in one line cannot hold. */
const isOddLine = (text: string): boolean => isTemplate(text) || /\n|^[ \t]|[ \t]$/.test(text) || text === '';
const isOddPlain = (text: string): boolean =>
  isOddLine(text) || !/^[$A-Za-z]/.test(text) || /: |:$| #|\t/.test(text);
/** A block's first line must not begin with blanks, and its end is one line break. */
const isOddBlock = (text: string): boolean =>
  isTemplate(text) || /^[ \n\t]/.test(text) || !/[^\s]\n$/.test(text) || /^[ \t]+$/m.test(text);

const POOL = '"vmSize": "standard_d2s_v5", "taskSlotsPerNode": 4';

// biome-ignore format: a table
export const ENCODERS: readonly Encoder[] = [
  { name: 'pool.json', style: 'pool', before: `{ ${POOL}, "autoScaleFormula": "`, after: '", "id": "x" }', letter: json },
  { name: 'pool.json', style: 'all letters by number', before: '{ "autoScaleFormula": "', after: '" }', letter: (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` },
  { name: 'job.json', style: 'auto pool of a job', before: '{ "poolInfo": { "autoPoolSpecification": { "pool": { "autoScaleFormula": "', after: '" } } } }', letter: json },
  { name: 'arm.json', style: 'template', before: '{ "contentVersion": "1.0.0.0", "resources": [{ "properties": { "scaleSettings": { "autoScale": { "formula": "', after: '" } } } }] }', letter: json, cannot: (text) => text.startsWith('[') },
  { name: 'arm.json', style: 'concat', before: `{ "contentVersion": "1.0.0.0", "resources": [{ "scaleSettings": { "autoScale": { "formula": "[concat('`, after: `')]" } } }] }`, letter: arm },
  { name: 'main.tf.json', style: 'JSON', before: '{ "resource": { "azurerm_batch_pool": { "p": { "auto_scale": { "formula": "', after: '" } } } } }', letter: (one, next) => json(template(one, next)) },
  { name: 'main.tf', style: 'quoted', before: 'resource "azurerm_batch_pool" "p" {\n  auto_scale {\n    formula = "', after: '"\n  }\n}\n', letter: terraform, cannot: (text) => control.test(text) },
  { name: 'main.tf', style: 'heredoc', before: 'resource "azurerm_batch_pool" "p" {\n  auto_scale {\n    formula = <<EOF\n', after: 'EOF\n  }\n}\n', letter: template, cannot: (text) => !text.endsWith('\n') || /^\s*EOF\s*$/m.test(text) },
  { name: 'main.tf', style: 'flush heredoc', before: 'locals {\n  autoscale_formula = <<-EOF\n', after: '    EOF\n}\nresource "azurerm_batch_pool" "p" {\n  auto_scale {\n    formula = local.autoscale_formula\n  }\n}\n', letter: template, indent: '      ', cannot: (text) => !text.endsWith('\n') || !/^\S/m.test(text) || /^\s*EOF\s*$|^\s+$/m.test(text) },
  { name: 'main.bicep', style: 'quoted', before: "resource p 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {\n  properties: {\n    scaleSettings: {\n      autoScale: {\n        formula: '", after: "'\n      }\n    }\n  }\n}\n", letter: (one, next) => (one === '$' && next === '{' ? '\\$' : slashed("'\\")(one)) },
  { name: 'main.bicep', style: 'three quotes', before: "var autoscaleFormula = '''\n", after: "'''\nresource p 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = { properties: { scaleSettings: { autoScale: {\n formula: autoscaleFormula\n} } } }\n", letter: same, cannot: (text) => /''|'$/.test(text) },
  { name: 'nextflow.config', style: 'three single quotes', before: "azure {\n  batch {\n    pools {\n      auto {\n        scaleFormula = '''", after: "'''\n      }\n    }\n  }\n}\n", letter: (one) => ("'\\".includes(one) ? `\\${one}` : one), cannot: (text) => text.includes('{{') },
  { name: 'nextflow.config', style: 'three double quotes', before: 'azure.batch.pools.auto.scaleFormula = """', after: '"""\n', letter: (one) => ('"\\$'.includes(one) ? `\\${one}` : one), cannot: (text) => text.includes('{{') },
  { name: 'nextflow.config', style: 'double quotes', before: 'azure.batch.pools.auto.scaleFormula = "', after: '"\n', letter: slashed('"\\$'), cannot: (text) => text.includes('{{') },
  { name: 'nextflow.config', style: 'single quotes', before: "azure.batch.pools.auto.scaleFormula = '", after: "'\n", letter: slashed("'\\"), cannot: (text) => text.includes('{{') },
  { name: 'pool.yaml', style: 'block', before: 'pool:\n  autoScaleFormula: |\n', after: '  id: x\n', indent: '    ', letter: same, cannot: isOddBlock },
  { name: 'pool.yaml', style: 'block with Windows line ends', before: 'pool:\n  autoScaleFormula: |\n', after: '  id: x\n', indent: '    ', letter: (one) => (one === '\n' ? '\r\n' : one), cannot: (text) => isOddBlock(text) || text.includes('\r'), newline: '\r\n' },
  { name: 'pool.yaml', style: 'folded', before: 'pool:\n  autoScaleFormula: >-\n    ', after: '\n  id: x\n', letter: (one) => (one === ' ' ? '\n    ' : one), cannot: (text) => isOddLine(text) || / {2}|\t/.test(text) },
  { name: 'pool.yaml', style: 'double quotes', before: 'pool:\n  autoScaleFormula: "', after: '"\n  id: x\n', letter: json, cannot: isTemplate },
  { name: 'pool.yaml', style: 'single quotes', before: "pool: { autoScaleFormula: '", after: "', id: x }\n", letter: (one) => (one === "'" ? "''" : one), cannot: isOddLine },
  { name: 'pool.yaml', style: 'plain, by an anchor', before: 'shared: &f ', after: '\npool:\n  autoScaleFormula: *f\n', letter: same, cannot: isOddPlain },
  { name: 'pool.tftpl', style: 'template of Terraform', before: '', after: '', letter: template },
  { name: 'formula.txt', style: 'plain', before: '', after: '', letter: same },
];
