// Files as people drop them, expanded: gzip is recognised by its first bytes, as on the command line.

/** The most that a file may hold once it is expanded, in bytes. */
export const MOST_EXPANDED = 256 << 20;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The bytes, no longer compressed. Throws, with a message for people, when they are damaged or too many. */
export async function expand(bytes: Uint8Array): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const flow = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = flow.getReader();
  for (;;) {
    const { value } = await reader.read().catch(() => {
      throw new Error('it is a damaged gzip file, or one that ends in the middle; fetch it again');
    });
    if (value === undefined) break;
    chunks.push(value);
    length += value.length;
    if (length > MOST_EXPANDED) {
      await reader.cancel();
      throw new Error(
        `it expands to more than ${MOST_EXPANDED >> 20} MiB, which is more than this page reads`,
      );
    }
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
