// Emacs with Eglot, set up as docs/editors.md says, shows a diagnostic, explains a name and lays out.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../rules/sources.ts';

const hasEglot =
  spawnSync('emacs', ['--batch', '--eval', "(kill-emacs (if (require 'eglot nil t) 0 1))"]).status === 0;

const ACT = `
(setq eglot-sync-connect 60)
(require 'eglot)
(find-file "pool.autoscale")
(apply #'eglot--connect (eglot--guess-contact))
(flymake-mode 1)
(flymake-start)
(let ((until (+ (float-time) 60)))
  (while (and (null (flymake-diagnostics)) (< (float-time) until)) (accept-process-output nil 0.05)))
(dolist (one (flymake-diagnostics))
  (goto-char (flymake-diagnostic-beg one))
  (princ (format "%d:%d %s\n" (line-number-at-pos) (1+ (current-column)) (flymake-diagnostic-text one))))
(erase-buffer)
(insert "$TargetDedicatedNodes=min(1,2)\n")
(eglot--signal-textDocument/didChange)
(eglot-format-buffer)
(princ (buffer-string))
(goto-char 3)
(let ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (princ (plist-get (plist-get answer :contents) :value)))
(set-buffer-modified-p nil)
`;

test.runIf(hasEglot)('Emacs shows what is wrong, lays out, and says what a name is', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    const write = (name: string, text: string): string => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const page = readFileSync(path.join(ROOT, 'docs/editors.md'), 'utf8');
    const settings = write('init.el', /```elisp\n([\s\S]*?)```/.exec(page)![1]!);
    const command = write('lazurite', `#!/bin/sh\nexec '${process.execPath}' '${path.join(ROOT, 'dist/lazurite.js')}' "$@"\n`);
    chmodSync(command, 0o755);
    write('pool.autoscale', 'a = 1;\n$TargetDedicatedNodes = ceiling(4.5);\n');
    const { stdout } = spawnSync('emacs', ['--batch', '-l', settings, '-l', write('act.el', ACT)], {
      encoding: 'utf8',
      cwd: folder,
      timeout: 90_000,
      env: { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}`, HOME: folder },
    });
    expect(stdout).toContain('2:25 lazurite [type-undefined-function]: there is no function `ceiling`');
    expect(stdout).toContain('$TargetDedicatedNodes = min(1, 2);\n');
    expect(stdout).toContain('How many dedicated nodes the pool shall have.');
  } finally {
    rmSync(folder, { recursive: true });
  }
}); // biome-ignore format: words of commands
