// How deep the tokens of YAML are nested: whoever composes them recurses, and a text deep enough would end the whole
// process. So depth is measured first, without recursion.

/** The offset of the first token found deeper than so many collections; undefined when there is none. */
export function yamlTooDeep(tokens: readonly unknown[], deepest: number): number | undefined {
  const open: { readonly node: unknown; readonly depth: number }[] = tokens.map((node) => ({
    node,
    depth: 0,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (Array.isArray(node)) for (const item of node) open.push({ node: item, depth });
    if (node === null || typeof node !== 'object' || Array.isArray(node)) continue;
    const token = node as { offset?: number; items?: unknown; value?: unknown; key?: unknown };
    const inside = token.items === undefined ? depth : depth + 1;
    if (inside > deepest) return token.offset ?? 0;
    for (const part of [token.items, token.value, token.key]) {
      if (typeof part === 'object') open.push({ node: part, depth: inside });
    }
  }
  return undefined;
}
