// Many short texts as two columns: their letters one after another, and where each ends. A hundred thousand names
// go from thread to thread in no time that way, and are made texts again only when somebody looks at one.

export interface TextColumn {
  /** UTF-8. */
  readonly letters: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `letters`. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** The texts of 0 to `count` - 1 as a column. */
export function textColumn(count: number, textOf: (index: number) => string): TextColumn {
  const encoder = new TextEncoder();
  const ends = new Uint32Array(count);
  let letters = new Uint8Array(Math.max(64, count * 12));
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const text = textOf(index);
    if (length + text.length * 3 > letters.length) {
      const longer = new Uint8Array(Math.max(letters.length * 2, length + text.length * 3));
      longer.set(letters);
      letters = longer;
    }
    const plain = writePlain(text, letters, length);
    length = plain >= 0 ? plain : length + encoder.encodeInto(text, letters.subarray(length)).written;
    ends[index] = length;
  }
  return { letters: letters.slice(0, length), ends };
}

/** Writes a text of ASCII letters and gives where it ends: faster than the encoder is called; -1 when it has others. */
function writePlain(text: string, letters: Uint8Array, from: number): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return -1;
    letters[from + at] = code;
  }
  return from + text.length;
}

/** The text in that place; empty when there is none. */
export function textAt({ letters, ends }: TextColumn, index: number): string {
  const end = ends[index] ?? 0;
  return new TextDecoder().decode(letters.subarray(index === 0 ? 0 : ends[index - 1], end));
}
