import ts from 'typescript';

/** What the code of checks calls. */
const HELPERS = ['checkOf', 'isEveryLike', 'isListOf', 'isPlain', 'isRecordOf'];

/**
 * Gives each `lazily(…)` of a module its check as a second argument.
 *
 * @param checks Their code, by the name of the constant that is made of the call.
 * @param helpers The module that has what the code calls.
 */
export function withChecks(
  text: string,
  checks: ReadonlyMap<string, string>,
  helpers: string,
): string {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext, true);
  let result = `import { ${HELPERS.join(', ')} } from '${helpers}';\n`;
  let end = 0;
  for (const { name, initializer } of declarationsIn(file)) {
    const check = checks.get(name.getText());
    if (check === undefined || !initializer || !ts.isCallExpression(initializer)) continue;
    result += `${text.slice(end, initializer.arguments.end)}, ${check}`;
    end = initializer.arguments.end;
  }
  return result + text.slice(end);
}

function declarationsIn(file: ts.SourceFile): ts.VariableDeclaration[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
}
