// Neovim, set up as docs/editors.md says, shows a diagnostic, completes and lays out.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../rules/sources.ts';

const folders = (process.env.PATH ?? '').split(path.delimiter);
const hasNeovim = folders.some((folder) => existsSync(path.join(folder, 'nvim')));

/** Runs Neovim on a file with the page's settings and this Lua; gives what it writes. */
function inNeovim(text: string, lua: string, { file = 'pool.autoscale', also = '' } = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    const page = readFileSync(path.join(ROOT, 'docs/editors.md'), 'utf8');
    const write = (name: string, text: string): string => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const own = "pattern = 'azure-batch-formula'";
    const settings = write('init.lua', /```lua\n([\s\S]*?)```/.exec(page)![1]!.replace(own, also === '' ? own : `pattern = { 'azure-batch-formula', '${also}' }`));
    const command = write('lazurite', `#!/bin/sh\nexec '${process.execPath}' '${path.join(ROOT, 'dist/lazurite.js')}' "$@"\n`);
    chmodSync(command, 0o755);
    const words = ['--clean', '--headless', '-u', settings, write(file, text), '-c', `luafile ${write('act.lua', lua)}`, '-c', 'qa!'];
    const { stdout, stderr } = spawnSync('nvim', words, {
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...process.env, PATH: [folder, ...folders].join(path.delimiter), HOME: folder, XDG_STATE_HOME: folder },
    });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
} // biome-ignore format: words of commands

test.runIf(hasNeovim)('Neovim shows what is wrong', () => {
  const shown = inNeovim(
    'a = 1;\n$TargetDedicatedNodes = ceiling(4.5);\n',
    `vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
     for _, one in ipairs(vim.diagnostic.get(0)) do
       io.stdout:write(string.format('%d:%d %s', one.lnum + 1, one.col + 1, one.code))
     end`,
  );
  expect(shown).toBe('2:25 type-undefined-function');
});

test.runIf(hasNeovim)('Neovim shows what is wrong with a template, and mends it', () => {
  const shown = inNeovim(
    '{ "contentVersion": "1.0.0.0", "variables": { "formula": "$TargetDedicatedNodes = 1;" },\n  "autoScaleFormula": "[variables(\'fromula\')]" }\n',
    `vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
     for _, one in ipairs(vim.diagnostic.get(0)) do
       if one.severity == vim.diagnostic.severity.ERROR then io.stdout:write(string.format('%d:%d %s|', one.lnum + 1, one.col + 1, one.code)) end
     end
     vim.api.nvim_win_set_cursor(0, { 2, 38 })
     local params = vim.lsp.util.make_range_params()
     params.context = { diagnostics = {} }
     local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
     vim.lsp.util.apply_workspace_edit(answers[1].result[1].edit, 'utf-16')
     io.stdout:write(vim.api.nvim_buf_get_lines(0, 1, 2, true)[1])`,
    { file: 'template.json', also: 'json' },
  );
  expect(shown).toBe('2:36 file-unknown-name|  "autoScaleFormula": "[variables(\'formula\')]" }');
}); // biome-ignore format: a file and a script

test.runIf(hasNeovim)('Neovim lays a formula out', () => {
  const shown = inNeovim(
    '$TargetDedicatedNodes=min(1,2)\n',
    `vim.wait(20000, function() return #vim.lsp.buf_get_clients(0) > 0 and vim.lsp.buf_get_clients(0)[1].initialized end, 20)
     vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 10000)
     local answers = vim.lsp.buf_request_sync(0, 'textDocument/formatting', vim.lsp.util.make_formatting_params(), 10000)
     vim.lsp.util.apply_text_edits(answers[1].result, 0, 'utf-16')
     io.stdout:write(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '|'))`,
  );
  expect(shown).toBe('$TargetDedicatedNodes = min(1, 2);');
});
