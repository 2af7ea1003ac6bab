// A small terminal: what is written to it, and what then stands on it. It knows the few sequences that the command
// uses, and refuses any other.

/** What was written to a terminal of so many columns, as lines without colours. */
export class Terminal {
  columns: number;
  private lines: string[] = [''];
  private row = 0;
  private column = 0;
  /** What stood there before each time that lines were taken away. */
  readonly frames: string[][] = [];

  constructor(columns: number) {
    this.columns = columns;
  }

  write(text: string): void {
    for (const [piece, count, letter] of text.matchAll(/\u001b\[([\d;]*)([A-Za-z])|./gsu)) {
      if (letter !== undefined) this.obey(letter, count!);
      else if (piece === '\n') this.go(this.row + 1, 0);
      else if (piece === '\r') this.column = 0;
      else this.put(piece);
    }
  }

  /** The window becomes so wide; as most terminals do, lines that are too long are wrapped anew. */
  resize(columns: number): void {
    const wrapped: string[] = [];
    const rowOf: number[] = [];
    for (const line of this.lines) {
      rowOf.push(wrapped.length);
      const letters = [...line];
      do wrapped.push(letters.splice(0, columns).join(''));
      while (letters.length > 0);
    }
    this.row = rowOf[this.row]!;
    this.lines = wrapped;
    this.columns = columns;
  }

  /** What stands there, trailing empty lines left out. */
  shown(): string[] {
    return this.lines.join('\n').trimEnd().split('\n');
  }

  private obey(letter: string, count: string): void {
    if (letter === 'm') return;
    if (letter === 'A') this.go(this.row - Number(count), this.column);
    else if (letter === 'J') {
      this.frames.push(this.shown());
      this.lines.length = this.row + 1;
      this.lines[this.row] = this.lines[this.row]!.slice(0, this.column);
    } else throw new Error(`this terminal does not know the sequence ${JSON.stringify(letter)}`);
  }

  private go(row: number, column: number): void {
    this.row = Math.max(0, row);
    this.column = column;
    while (this.lines.length <= this.row) this.lines.push('');
  }

  private put(letter: string): void {
    if (this.column >= this.columns) this.go(this.row + 1, 0);
    const line = this.lines[this.row]!;
    this.lines[this.row] = `${line.slice(0, this.column)}${letter}${line.slice(this.column + 1)}`;
    this.column++;
  }
}
