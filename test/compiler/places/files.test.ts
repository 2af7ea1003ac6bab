// Bad and large files of every format, and what is known of the pool around a formula.

import { describe, expect, it } from 'vitest';
import { formatOf, placeComplaints, placesIn } from '../../../compiler/index.ts';
import { createSource } from '../../../grammar/index.ts';

const formulasIn = (name: string, text: string) => placesIn(name, text).formulas.map((one) => one.text);

describe('complaints about files', () => {
  const NAMES: Readonly<Record<string, string>> = {
    'file-groovy-variable': 'nextflow.config',
    'file-broken-yaml': 'pool.yaml',
    'file-elsewhere': 'main.bicep',
  };

  it.each(Object.entries(placeComplaints.rows))('%s is provoked by its example', (code, { example }) => {
    const { diagnostics } = placesIn(NAMES[code] ?? 'pool.json', example);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });
});

describe('formats', () => {
  it.each([
    ['pool.json', 'json'], ['a/b.tf', 'terraform'], ['x.tf.json', 'terraform-json'], ['prod.tfvars', 'terraform'], ['main.bicep', 'bicep'],
    ['nextflow.config', 'nextflow'], ['conf/azure.config', 'nextflow'], ['pools.yml', 'yaml'], ['formula.tftpl', 'terraform-template'], ['formula.txt', 'plain'],
  ])('%s is %s', (name, format) => expect(formatOf(name, '')).toBe(format)); // biome-ignore format: a table

  it.each([
    ['{ "a": 1 }', 'json'], ['[{}]', 'json'], ['// a\n$TargetDedicatedNodes = 1;', 'plain'], ['{{most}}', 'plain'],
  ])('%j on standard input is %s', (text, format) => expect(formatOf('<stdin>', text)).toBe(format)); // biome-ignore format: a table
});

/** Files cut off in the middle of what comes after a formula. */
const CUT: readonly (readonly [name: string, text: string])[] = [
  ['pool.json', '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;", "x": [1, {'],
  ['pool.json', '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;" "x": 2 }'],
  ['main.tf', 'auto_scale { formula = "$TargetDedicatedNodes = 1;"'],
  ['main.tf', 'auto_scale { formula = "$TargetDedicatedNodes = 1;" }\nx = <<EOF\nnever'],
  ['main.tf', 'auto_scale { formula = "$TargetDedicatedNodes = 1;" }\nx = "never\n'],
  ['main.bicep', "var autoscaleFormula = '$TargetDedicatedNodes = 1;'\nvar y = {\n a: '"],
  ['main.bicep', "var autoscaleFormula = '$TargetDedicatedNodes = 1;'\nvar y = '''never"],
  ['nextflow.config', "azure.batch.pools.a.scaleFormula = '$TargetDedicatedNodes = 1;'\nprocess {"],
  ['nextflow.config', "azure.batch.pools.a.scaleFormula = '$TargetDedicatedNodes = 1;'\nx = '''never"],
  ['pool.yaml', 'autoScaleFormula: $TargetDedicatedNodes = 1;\nx: "never\n'],
  ['pool.yaml', 'autoScaleFormula: $TargetDedicatedNodes = 1;\nx: { a: 1\n'],
];

describe('broken files', () => {
  it.each(CUT)('%s, cut off: what stands before is found: %j', (name, text) => {
    const { formulas, diagnostics } = placesIn(name, text);
    expect(formulas.map((one) => one.text)).toEqual(['$TargetDedicatedNodes = 1;']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['file-broken']);
  });

  const DEEP: readonly (readonly [name: string, text: string])[] = [
    ['pool.json', '['.repeat(200_000)],
    ['pool.json', '{"a":'.repeat(100_000)],
    ['pool.yaml', '['.repeat(50_000)],
    ['pool.yaml', `${'- '.repeat(2000)}x`],
    ['main.tf', `a = ${'['.repeat(100_000)}`],
    ['main.tf', 'a {\n'.repeat(50_000)],
    ['main.tf', `a = "${'${"'.repeat(50_000)}`],
    ['main.bicep', `var a = ${'['.repeat(100_000)}`],
    ['main.bicep', `var a = ${'{ a: '.repeat(50_000)}`],
    ['nextflow.config', 'a {\n'.repeat(50_000)],
    ['nextflow.config', `a = ${'('.repeat(100_000)}`],
    ['arm.json', `{ "contentVersion": "1", "autoScaleFormula": "[${'concat('.repeat(50_000)}]" }`],
  ];

  it.each(DEEP)('%s, nested without end, is read in time and on the stack there is', (name, text) => {
    expect(() => placesIn(name, text)).not.toThrow();
  });
});

describe('large files', () => {
  const line = '$TargetDedicatedNodes = min(10, 3); // "why" \\n\n';
  const filler = Array.from({ length: 4_000 }, (_, at) => `{ "id": "p${at}", "nodes": [1, 2, "x\\n"] }`).join(
    ',\n',
  );

  it('are read in time that grows with their length', () => {
    const text = `{ "pools": [${filler}], "autoScaleFormula": ${JSON.stringify(line)} }`;
    expect(formulasIn('pool.json', text)).toEqual([line]);
    expect(formulasIn('pool.yaml', text)).toEqual([line]);
  });

  it('may be one formula of a megabyte', () => {
    const long = line.repeat(20_000);
    expect(formulasIn('pool.json', JSON.stringify({ autoScaleFormula: long }))).toEqual([long]);
    expect(formulasIn('main.tf', `auto_scale {\n  formula = <<EOF\n${long}EOF\n}\n`)).toEqual([long]);
    expect(formulasIn('main.bicep', `var formula = '''\n${long}'''\n`)).toEqual([long]);
  });
});

describe('the pool around a formula', () => {
  const poolIn = (name: string, text: string) => placesIn(name, createSource('', text).text).formulas.map(({ path, pool }) => [path.join('/'), pool]); // biome-ignore format: one line
  const formula = '$TargetDedicatedNodes = 1;';

  it('is read off pool JSON', () => {
    const pool = {
      vmSize: 'standard_d4s_v5', taskSlotsPerNode: 4, enableAutoScale: true, autoScaleEvaluationInterval: 'PT1H5M',
      taskSchedulingPolicy: { nodeFillType: 'Pack' }, enableInterNodeCommunication: false, targetLowPriorityNodes: 2, autoScaleFormula: formula,
    }; // biome-ignore format: a table
    expect(poolIn('pool.json', JSON.stringify(pool))).toEqual([
      ['autoScaleFormula', {
        vmSize: 'standard_d4s_v5', taskSlotsPerNode: 4, enableAutoScale: true, autoScaleEvaluationInterval: 3_900_000,
        nodeFillType: 'pack', enableInterNodeCommunication: false, targetLowPriorityNodes: 2,
      }],
    ]); // biome-ignore format: a table
  });

  it('is read off an ARM template, and not off its parameters', () => {
    const properties = {
      vmSize: "[parameters('size')]", taskSlotsPerNode: 2, interNodeCommunication: 'Enabled',
      scaleSettings: { autoScale: { formula, evaluationInterval: 'PT5M' } },
    }; // biome-ignore format: a table
    expect(poolIn('pool.json', JSON.stringify({ contentVersion: '1.0.0.0', resources: [{ properties }] }))).toEqual([
      ['resources/0/properties/scaleSettings/autoScale/formula', { taskSlotsPerNode: 2, enableInterNodeCommunication: true, autoScaleEvaluationInterval: 300_000 }],
    ]); // biome-ignore format: one line each
  });

  it('is read off Terraform and Nextflow', () => {
    expect(poolIn('main.tf', `resource "azurerm_batch_pool" "p" {\n vm_size = "A"\n max_tasks_per_node = 4\n auto_scale {\n  formula = "${formula}"\n  evaluation_interval = "PT10M"\n }\n}`)).toEqual([
      ['resource/azurerm_batch_pool/p/auto_scale/formula', { vmSize: 'A', taskSlotsPerNode: 4, autoScaleEvaluationInterval: 600_000 }],
    ]); // biome-ignore format: one line each
    expect(poolIn('nextflow.config', `azure { batch { pools { a { vmType = 'A'\n scaleInterval = '5 min'\n scaleFormula = '${formula}' } } } }`)).toEqual([
      ['azure/batch/pools/a/scaleFormula', { vmSize: 'A', autoScaleEvaluationInterval: 300_000 }],
    ]); // biome-ignore format: one line each
  });
});

describe('names of an ARM template', () => {
  const formula = '$TargetDedicatedNodes = 1;';
  const placed = (expression: string, sections: object = {}) => {
    const text = JSON.stringify({
      contentVersion: '1.0.0.0',
      variables: { kinds: { small: formula }, all: ['n = 1;', formula], 'a.b': formula, $fxv0: formula },
      ...sections,
      resources: [{ autoScaleFormula: expression }],
    });
    const { formulas, diagnostics } = placesIn('template.json', text);
    return [formulas.map((one) => one.text), diagnostics.map(({ code }) => code)];
  };

  it.each([
    ["[variables('kinds').small]"], ["[variables('kinds')['small']]"], ["[variables('all')[1]]"], ["[ Variables( 'A.B' ) ]"],
    ["[variables('$fxv0')]"], ["[concat(variables('kinds').small)]"],
  ])('%s is looked up', (expression) => expect(placed(expression)).toEqual([[formula], []])); // biome-ignore format: a table

  it.each([
    ["[variables('kinds')[parameters('which')]]", { parameters: { which: { type: 'string' } } }],
    ["[variables('counted')[0]]", { variables: { copy: [{ name: 'counted', count: 2, input: formula }] } }],
    ["[parameters('own')]", { functions: [{ namespace: 'f', members: {} }] }],
    ["[reference('pool').outputs.formula.value]", {}],
    ["[f.made('x', -1, null())]", {}],
  ])('%s is known when the template is deployed, and not complained of', (expression, sections) =>
    expect(placed(expression, sections)).toEqual([[], []]),
  );

  it.each([
    ["[variables('kind').small]", ['file-unknown-name']],
    ["[concat(parameters('own'), variables('kind'))]", ['file-unknown-name', 'file-unknown-name']],
    ["[variables('kinds'.small)]", ['file-broken-expression']],
    ["[variables('all')[1)]", ['file-broken-expression']],
  ])('%s is complained of', (expression, codes) => expect(placed(expression)[1]).toEqual(codes));

  it('a choice is every one of its values, each where it stands', () => {
    const choice = "[if(equals(1, 2), variables('kinds').small, variables('all')[1])]";
    expect(placed(choice)).toEqual([[formula, formula], []]);
  });

  it('a bracket made literal, and a text that only begins with one, are texts', () => {
    expect(placed('[[$TargetDedicatedNodes = 1;')[0]).toEqual(['[$TargetDedicatedNodes = 1;']);
    expect(placed('[1] $TargetDedicatedNodes = 1;')).toEqual([['[1] $TargetDedicatedNodes = 1;'], []]);
  });
});
