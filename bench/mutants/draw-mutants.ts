import { createHash } from 'node:crypto';
import ts from 'typescript';

/** A file with one change that should turn a test red. */
export interface Mutant {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The whole file with the change. */
  readonly text: string;
}

const operators: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
};

/** Methods of decimals and lists that are easily taken for one another. */
const methods: Readonly<Record<string, string>> = {
  plus: 'minus',
  minus: 'plus',
  times: 'plus',
  gt: 'gte',
  gte: 'gt',
  lt: 'lte',
  lte: 'lt',
  some: 'every',
  every: 'some',
};

/** A piece of the text, and what takes its place. */
type Change = readonly [node: ts.Node, after: string];

/** Every mutant of a file, in the order of its text. */
export function mutantsIn(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    for (const [changed, after] of [...operatorChanges(node), ...conditionChanges(node, source)]) {
      const [from, to] = [changed.getStart(source), changed.getEnd()];
      const line = source.getLineAndCharacterOfPosition(from).line + 1;
      const before = text.slice(from, to);
      mutants.push({ file, line, before, after, text: text.slice(0, from) + after + text.slice(to) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** Another operator, another method, another number. */
function operatorChanges(node: ts.Node): Change[] {
  if (ts.isNumericLiteral(node)) return [[node, `(${node.text} + 1)`]];
  if (ts.isBinaryExpression(node)) {
    const other = operators[node.operatorToken.kind];
    const joinsText = ts.isStringLiteralLike(node.left) || ts.isStringLiteralLike(node.right);
    const isSum = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.MinusToken].includes(node.operatorToken.kind);
    return other === undefined || (isSum && joinsText) ? [] : [[node.operatorToken, other]];
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name } = node.expression;
  const other = methods[name.text];
  return other === undefined ? [] : [[name, other]];
}

/** The opposite condition, and a list that is not filtered. */
function conditionChanges(node: ts.Node, source: ts.SourceFile): Change[] {
  const not = (condition: ts.Expression): Change => [condition, `!(${condition.getText(source)})`];
  if (ts.isIfStatement(node)) return [not(node.expression)];
  if (ts.isConditionalExpression(node)) return [not(node.condition)];
  return isDroppedFilter(node) ? [[node, node.expression.expression.getText(source)]] : [];
}

/** `rows.filter(…)`, in whose place `rows` is left. */
function isDroppedFilter(
  node: ts.Node,
): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'filter'
  );
}

/** So many of them, the same for the same seed. */
export function drawn(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const placeOf = ({ file, line, after }: Mutant, at: number): string =>
    createHash('sha256')
      .update(`${String(seed)} ${file} ${String(line)} ${after} ${String(at)}`)
      .digest('hex');
  return mutants
    .map((mutant, at) => ({ mutant, place: placeOf(mutant, at) }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}
