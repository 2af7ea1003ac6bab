// A second opinion on what the language is: a plain recogniser, written straight from the grammar in the
// documentation of the language, that only says yes or no. It shares nothing with the parser.

const TOKEN =
  /[ \t\r\n]+|\/\/[^\r\n]*|(?:\d+(?:\.(?![A-Za-z_$])\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w])|\$?[A-Za-z_]\w*|"[^"\r\n]*"|&&|\|\||[=!<>]=|[-+*/<>!?:;=().,]/y;

/** Whether a text is a formula of the language, limits aside. */
export function accepts(text: string): boolean {
  if (/[\0-\x08\x0e-\x1f\ufffe\uffff]/.test(text)) return false;
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return false;
    if (!/^(?:[ \t\r\n]|\/\/)/.test(found[0])) tokens.push(found[0]);
  }
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (...wanted: readonly string[]): boolean => wanted.includes(peek()) && ++at > 0;
  const isName = (token: string): boolean => /^\$?[A-Za-z_]/.test(token);

  const left =
    (operand: () => boolean, ...operators: readonly string[]) =>
    (): boolean => {
      if (!operand()) return false;
      while (take(...operators)) if (!operand()) return false;
      return true;
    };
  const unary = (): boolean => (take('-', '!') ? unary() : postfix());
  const product = left(unary, '*', '/');
  const sum = left(product, '+', '-');
  const relation = left(sum, '<', '<=', '>', '>=');
  const equality = left(relation, '==', '!=');
  const conjunction = left(equality, '&&');
  const disjunction = left(conjunction, '||');

  function expression(): boolean {
    if (!disjunction()) return false;
    return !take('?') || (expression() && take(':') && expression());
  }
  function postfix(): boolean {
    if (!primary()) return false;
    while (take('.')) if (!(named() && call())) return false;
    return true;
  }
  function named(): boolean {
    return isName(peek()) && ++at > 0;
  }
  function call(): boolean {
    if (!take('(') || take(')')) return true;
    do if (!expression()) return false;
    while (take(','));
    return take(')');
  }
  function primary(): boolean {
    if (/^[\d".]/.test(peek()) && peek() !== '.') return ++at > 0;
    if (take('(')) return expression() && take(')');
    return named() && call();
  }
  function statement(): boolean {
    if (isName(peek()) && tokens[at + 1] === '=') at += 2;
    return expression();
  }

  let statements = 0;
  while (at < tokens.length) {
    if (take(';')) continue;
    if (!statement() || (at < tokens.length && peek() !== ';')) return false;
    statements++;
  }
  return statements > 0;
}
