// Completion for shells: one script each, made of the same facts about the command line.

import type { CommandFacts, CommandLineFacts, FlagFacts, Value } from '../declaration.ts';

/** A script for each shell. */
export const COMPLETIONS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
export type Shell = keyof typeof COMPLETIONS;

/** A word that the shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const wordsOf = (flags: readonly FlagFacts[]): string => flags.flatMap(({ names }) => names).join(' ');

/** What bash offers for a value: choices, files, folders, or nothing that it would have to guess. */
function bashValue(value: Value): string {
  if (value.kind === 'choices') return `COMPREPLY=($(compgen -W ${quoted(value.choices.join(' '))} -- "$current"))`;
  if (value.kind === 'other') return ':';
  return `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -${value.kind === 'file' ? 'f' : 'd'} -- "$current"))`;
} // biome-ignore format: one line each

const bashCase = (pattern: string, act: string): string => `    ${pattern}) ${act}; return ;;\n`;

function bashScript({ flags, commands }: CommandLineFacts): string {
  const values = (command: string, own: readonly FlagFacts[]): string =>
    own
      .flatMap(({ names, value }) => (value === undefined ? [] : names.map((name) => [name, value] as const)))
      .map(([name, value]) => bashCase(quoted(`${command} ${name}`), bashValue(value)))
      .join('');
  const names = commands.map(({ name }) => name);
  return `# Completion of lazurite for bash. Put this into ~/.bashrc:  eval "$(lazurite completion bash)"
_lazurite() {
  local IFS=$' \\t\\n' current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command='' word
  # Bash takes --option=value apart.
  if [[ $before == '=' ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [[ $current == '=' ]]; then current=''; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  COMPREPLY=()
  case "$command $before" in
${values('', flags)}${commands.map((one) => values(one.name, one.flags)).join('')}  esac
  case "$command $current" in
${bashCase("' '-*", `COMPREPLY=($(compgen -W ${quoted(wordsOf(flags))} -- "$current"))`)}${commands.map((one) => bashCase(`${quoted(`${one.name} `)}-*`, `COMPREPLY=($(compgen -W ${quoted(wordsOf(one.flags))} -- "$current"))`)).join('')}  esac
  case $command in
${bashCase("''", `COMPREPLY=($(compgen -W ${quoted(names.join(' '))} -- "$current"))`)}${commands.flatMap(({ name, argument }) => (argument === undefined ? [] : [bashCase(name, bashValue(argument))])).join('')}  esac
}
complete -F _lazurite lazurite
`;
} // biome-ignore format: a script

/** What zsh calls the ways to complete a value. */
function zshValue(value: Value): string {
  if (value.kind === 'choices') return `(${value.choices.join(' ')})`;
  return { file: '_files', folder: '_files -/', other: ' ' }[value.kind];
}

/** In the specifications of \`_arguments\`, these signs mean something. */
const zshText = (text: string): string => text.replaceAll(/[[\]:\\]/g, '\\$&');

function zshFlag({ names, prose, value }: FlagFacts): readonly string[] {
  const action = value === undefined ? '' : `:value:${zshValue(value)}`;
  const others = names.length > 1 ? `(${names.join(' ')})` : '';
  // A long name takes its value as another word or behind an equals sign.
  const joint = (name: string): string => (value !== undefined && name.startsWith('--') ? `${name}=` : name);
  return names.map((name) => quoted(`${others}${joint(name)}[${zshText(prose)}]${action}`));
}

function zshCommand({ name, flags, argument }: CommandFacts): string {
  const words = flags.flatMap(zshFlag);
  if (argument !== undefined) words.push(quoted(`*:argument:${zshValue(argument)}`));
  return `        ${name}) _arguments ${words.join(' ')} ;;\n`;
}

function zshScript({ flags, commands }: CommandLineFacts): string {
  const described = commands.map(({ name, prose }) => `    ${quoted(`${name}:${prose.replaceAll(':', '\\:')}`)}\n`);
  return `#compdef lazurite
# Completion of lazurite for zsh. Keep this as _lazurite in a folder of $fpath, or put into ~/.zshrc, after compinit:
#   eval "$(lazurite completion zsh)"
_lazurite() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${described.join('')}  )
  _arguments -C ${flags.flatMap(zshFlag).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(zshCommand).join('')}      esac ;;
  esac
}
if [[ $funcstack[1] == _lazurite ]]; then _lazurite "$@"; else compdef _lazurite lazurite; fi
`;
} // biome-ignore format: a script

/** In single quotes fish knows two escapes. */
const fishQuoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

/** How fish completes a value. */
function fishValue(value: Value | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'choices') return ` -x -a ${fishQuoted(value.choices.join(' '))}`;
  return { file: ' -r -F', folder: " -x -a '(__fish_complete_directories)'", other: ' -x' }[value.kind];
}

function fishFlag(condition: string, { names, prose, value }: FlagFacts): string {
  const written = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return `complete -c lazurite -n ${fishQuoted(condition)} ${written.join(' ')}${fishValue(value)} -d ${fishQuoted(prose)}\n`;
} // biome-ignore format: one line each

function fishCommand({ name, flags, argument }: CommandFacts): string {
  const condition = `__fish_seen_subcommand_from ${name}`;
  const files = argument?.kind === 'file' ? `complete -c lazurite -n ${fishQuoted(condition)} -F\n` : '';
  const choices = argument?.kind === 'choices' ? `complete -c lazurite -n ${fishQuoted(condition)} -a ${fishQuoted(argument.choices.join(' '))}\n` : '';
  return flags.map((flag) => fishFlag(condition, flag)).join('') + files + choices;
} // biome-ignore format: one line each

function fishScript({ flags, commands }: CommandLineFacts): string {
  const first = `not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`;
  return `# Completion of lazurite for fish. Keep this as ~/.config/fish/completions/lazurite.fish.
complete -c lazurite -f
${flags.map((flag) => fishFlag(first, flag)).join('')}${commands.map(({ name, prose }) => `complete -c lazurite -n ${fishQuoted(first)} -a ${name} -d ${fishQuoted(prose)}\n`).join('')}${commands.map(fishCommand).join('')}`;
} // biome-ignore format: a script
