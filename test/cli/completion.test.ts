import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { COMPLETIONS } from '../../cli/render/completion.ts';
import { runCommand } from './cases.ts';

/** What is asked, and what must be among the answers, or must be all of them. */
const CASES: readonly (readonly [line: string, how: 'has' | 'is' | 'lacks', answers: readonly string[]])[] = [
  ['lazurite do', 'is', ['doctor']],
  ['lazurite compl', 'is', ['completion']],
  ['lazurite --deb', 'is', ['--debug']],
  ['lazurite --color ', 'is', ['always', 'auto', 'never']],
  ['lazurite --color always do', 'is', ['doctor']],
  ['lazurite check --out', 'is', ['--output']],
  ['lazurite run --re', 'has', ['--report']],
  ['lazurite run --wor', 'is', ['--work']],
  ['lazurite completion ', 'is', ['bash', 'fish', 'zsh']],
  ['lazurite completion z', 'is', ['zsh']],
  ['lazurite test --output ju', 'is', ['junit']],
  ['lazurite test --output=ju', 'is', ['junit']],
  ['lazurite simulate a sc', 'has', ['a scenario.yaml']],
  ['lazurite simulate sc', 'has', ['scenario.yaml']],
  ['lazurite simulate --report rep', 'has', ['report.html']],
  ['lazurite run --work no', 'is', ['nodes/']],
  ['lazurite run --work sc', 'lacks', ['scenario.yaml']],
  ['lazurite run --speed sc', 'lacks', ['scenario.yaml']],
]; // biome-ignore format: a table

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['scenario.yaml', 'a scenario.yaml', 'report.html'])
  writeFileSync(path.join(folder, name), '');
mkdirSync(path.join(folder, 'nodes'));
const scripts = Object.fromEntries(
  await Promise.all(
    Object.keys(COMPLETIONS).map(async (shell) => {
      const file = path.join(folder, `_lazurite.${shell}`);
      writeFileSync(file, (await runCommand(['completion', shell], { folder })).out);
      return [shell, file] as const;
    }),
  ),
);

/** Asks a shell to complete a line; the answers, sorted. */
const ASK: Readonly<Record<'bash' | 'fish', (line: string) => readonly string[]>> = {
  bash(line) {
    // Bash takes words apart at equals signs before it asks.
    const words = line.replace('a sc', "'a sc'").replace('=', ' = ');
    return shell('bash', ['--norc', '-c', `
      source ${scripts.bash}; COMP_WORDS=(${words.endsWith(' ') ? `${words}''` : words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _lazurite; for one in "\${COMPREPLY[@]}"; do if [[ -d $one ]]; then echo "$one/"; else echo "$one"; fi; done`]);
  },
  fish: (line) =>
    shell('fish', ['--no-config', '-c', `source ${scripts.fish}; complete -C ${JSON.stringify(line.replace('a sc', "'a sc"))}`])
      .map((answer) => answer.split('\t')[0]!.replace(/^--\w+=/, '')),
}; // biome-ignore format: scripts

/** A zsh in a terminal of its own, to which lines and the tabulator are typed; what the line is then. */
const ZSH = `
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PS1= PROMPT=; setopt no_auto_menu no_list_ambiguous; autoload -Uz compinit; compinit -u -D; source $1"
zpty -w inner 'show() { print -r -- "buffer:\${BUFFER}:end"; BUFFER= }; zle -N show; bindkey "^X" show; print ready-$((1+1))'
while zpty -r inner line; do [[ $line == *ready-2* ]] && break; done
for text in "\${@:2}"; do
  zpty -w -n inner "$text"$'\\t\\x18'
  while zpty -r inner line; do [[ $line == *buffer:*:end* ]] && break; done
  line=\${line##*buffer:}; print -r -- "\${line%%:end*}"
done
zpty -d inner
`;

/** What a shell says, a line each. */
function shell(program: string, words: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: 'utf8', timeout: 20_000, env: { PATH: process.env.PATH, HOME: folder, TERM: 'dumb' } });
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
} // biome-ignore format: one line a step

const isThere = (program: string): boolean =>
  (process.env.PATH ?? '').split(path.delimiter).some((place) => existsSync(path.join(place, program)));

describe.each(['bash', 'fish'] as const)('completion in %s', (name) => {
  it.runIf(isThere(name)).each(CASES)('%s %s %j', (line, how, answers) => {
    const given = [...new Set(ASK[name](line))].sort();
    if (how === 'is') expect(given).toEqual(answers);
    else if (how === 'has') expect(given).toEqual(expect.arrayContaining([...answers]));
    else for (const answer of answers) expect(given).not.toContain(answer);
  });
});

describe('completion in zsh', () => {
  it.runIf(isThere('zsh'))(
    'writes what is the only answer',
    () => {
      const sure = CASES.filter(([, how, answers]) => how === 'is' && answers.length === 1);
      const typed = sure.map(([line]) => line);
      const whole = sure.map(([line, , [answer]]) => {
        const before = line.slice(0, Math.max(line.lastIndexOf(' '), line.lastIndexOf('=')) + 1);
        return `${before}${answer}`;
      });
      expect(typed.length).toBeGreaterThan(5);
      const written = shell('zsh', ['-f', '-c', ZSH, 'zsh', scripts.zsh!, ...typed]);
      // Behind it stands a blank, or the sign that its value follows.
      expect(written.map((line) => line.replace(/[ =]$/, ''))).toEqual(whole);
    },
    30_000,
  );
});

describe('the scripts', () => {
  it('hold every command and every option that help shows', async () => {
    const { out } = await runCommand(['--help'], { folder });
    const commands = [...out.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map(([, name]) => name!);
    expect(commands).toEqual(expect.arrayContaining(['check', 'simulate', 'run', 'doctor', 'completion']));
    const { out: script } = await runCommand(['completion', 'fish'], { folder });
    for (const command of commands) {
      const help = (await runCommand([command, '--help'], { folder })).out;
      for (const [, option] of help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm))
        expect(script).toMatch(new RegExp(`_from ${command}'.* -l ${option} `));
    }
  });
});
