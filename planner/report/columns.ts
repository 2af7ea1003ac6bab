// Columns that grow: typed arrays addressed by handle, doubled when a handle lies beyond them. Reading and
// writing inside is done on `data` itself, which is what makes them as fast as plain typed arrays.

type Column =
  | Float64Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

class List<Data extends Column> {
  data: Data;
  /** One more than the highest index set. */
  length = 0;

  constructor(data: Data) {
    this.data = data;
  }

  /** Makes room for an index; new places hold 0. */
  reach(index: number): void {
    if (index >= this.data.length) this.grow(index);
  }

  set(index: number, value: number): void {
    this.reach(index);
    this.data[index] = value;
    if (index >= this.length) this.length = index + 1;
  }

  /** The values up to `length`; not a copy. */
  view(): Data {
    return this.data.subarray(0, this.length) as Data;
  }

  private grow(index: number): void {
    const length = Math.max(index + 1, this.data.length * 2);
    const data = new (this.data.constructor as new (length: number) => Data)(length);
    data.set(this.data);
    this.data = data;
  }
}

const firstLength = (expected: number): number => Math.max(16, Math.ceil(expected));

/** A growing column of numbers. */
export class Float64List extends List<Float64Array<ArrayBuffer>> {
  constructor(expected: number) {
    super(new Float64Array(firstLength(expected)));
  }
}

/** A growing column of whole numbers below 2 to the 32. */
export class Uint32List extends List<Uint32Array<ArrayBuffer>> {
  constructor(expected: number) {
    super(new Uint32Array(firstLength(expected)));
  }
}

/** A growing column of whole numbers below 65 536. */
export class Uint16List extends List<Uint16Array<ArrayBuffer>> {
  constructor(expected: number) {
    super(new Uint16Array(firstLength(expected)));
  }
}

/** A growing column of whole numbers below 256. */
export class Uint8List extends List<Uint8Array<ArrayBuffer>> {
  constructor(expected: number) {
    super(new Uint8Array(firstLength(expected)));
  }
}
