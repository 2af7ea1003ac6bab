// The command line as a plain value, for whoever makes something of it: completion of shells. It is read from the
// declaration that parses command lines, so the two cannot differ.

/** What is read of a declared command; Commander's own have all of it. */
export interface DeclaredCommand {
  readonly name: () => string;
  readonly description: () => string;
  readonly commands: readonly DeclaredCommand[];
  readonly options: readonly DeclaredOption[];
  readonly registeredArguments: readonly {
    readonly argChoices?: readonly string[] | undefined;
    readonly description: string;
  }[];
}

interface DeclaredOption {
  readonly long?: string | undefined;
  readonly short?: string | undefined;
  readonly required: boolean;
  readonly variadic: boolean;
  readonly hidden: boolean;
  readonly flags: string;
  readonly description: string;
  readonly argChoices?: readonly string[] | undefined;
}

/** What a word may be: one of a few, a file, a folder, or something that no shell can guess. */
export type Value =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'file' | 'folder' | 'other' };

export interface FlagFacts {
  /** With its dashes; the long name first. */
  readonly names: readonly string[];
  readonly prose: string;
  /** Undefined when it takes none. */
  readonly value: Value | undefined;
}

export interface CommandFacts {
  readonly name: string;
  readonly prose: string;
  readonly flags: readonly FlagFacts[];
  /** What its arguments may be; undefined when it takes none. */
  readonly argument: Value | undefined;
}

/** The whole command line: what stands before a command, and the commands. */
export interface CommandLineFacts {
  readonly flags: readonly FlagFacts[];
  readonly commands: readonly CommandFacts[];
}

const HELP: FlagFacts = {
  names: ['--help', '-h'],
  prose: 'show examples, arguments and options',
  value: undefined,
};

/** Reads the declaration of a program. */
export const factsOf = (program: DeclaredCommand): CommandLineFacts => ({
  flags: flagsOf(program),
  commands: program.commands.map((command) => ({
    name: command.name(),
    prose: command.description(),
    flags: flagsOf(command),
    argument: argumentOf(command),
  })),
});

const flagsOf = ({ options }: DeclaredCommand): readonly FlagFacts[] => [
  ...options
    .filter(({ hidden }) => !hidden)
    .map((option) => ({
      names: [option.long, option.short].filter((name) => name !== undefined),
      prose: option.description,
      value: option.required ? valueFor(option.argChoices, option.flags) : undefined,
    })),
  HELP,
];

function argumentOf({ registeredArguments: [first] }: DeclaredCommand): Value | undefined {
  return first && (first.argChoices === undefined ? { kind: 'file' } : valueFor(first.argChoices, ''));
}

function valueFor(choices: readonly string[] | undefined, flags: string): Value {
  if (choices !== undefined) return { kind: 'choices', choices };
  return { kind: /<file/.test(flags) ? 'file' : /<folder/.test(flags) ? 'folder' : 'other' };
} // biome-ignore format: one line each
