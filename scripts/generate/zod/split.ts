import { posix } from 'node:path';
import ts from 'typescript';
import { type GeneratedFiles, HEADER } from '../files.ts';

/** The file of each exported name, without `.gen.ts`. */
export type Placement = ReadonlyMap<string, string>;

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly uses: ReadonlySet<string>;
}

interface Import {
  readonly module: string;
  readonly clause: (names: readonly string[]) => string;
}

/**
 * Splits one generated module into several, each importing what it uses. (The generator can split
 * files, but fails on circular schemas.) Relative imports in the module are interpreted as relative
 * to the new files.
 */
export function splitModule(text: string, placement: Placement): GeneratedFiles {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext, true);
  const external = externalImports(file);
  const byFile = Map.groupBy(statementsOf(file), ({ name }) => {
    const path = placement.get(name);
    if (path) return path;
    throw new Error(`${name} was generated, but no file is assigned to it`);
  });
  return new Map(
    [...byFile].map(([path, statements]) => {
      const imports = importLines(path, statements, external, placement);
      const body = statements.map((statement) => statement.text);
      return [`${path}.gen.ts`, `${[HEADER, imports.join('\n'), ...body].join('\n\n')}\n`];
    }),
  );
}

function statementsOf(file: ts.SourceFile): Statement[] {
  return file.statements.filter(ts.isVariableStatement).map((statement) => {
    const [declaration] = statement.declarationList.declarations;
    return {
      name: declaration?.name.getText() ?? '',
      text: withoutHeader(statement.getFullText()),
      uses: identifiersIn(statement),
    };
  });
}

function withoutHeader(text: string): string {
  return text.replace(HEADER, '').trim();
}

function identifiersIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) names.add(child.text);
    child.forEachChild(visit);
  };
  visit(node);
  return names;
}

/** The imports of the module, by local name. */
function externalImports(file: ts.SourceFile): ReadonlyMap<string, Import> {
  const imports = new Map<string, Import>();
  for (const statement of file.statements.filter(ts.isImportDeclaration)) {
    const module = (statement.moduleSpecifier as ts.StringLiteral).text;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) {
      const { text } = bindings.name;
      imports.set(text, { module, clause: () => `* as ${text}` });
    } else if (bindings) {
      const keyword = statement.importClause?.isTypeOnly ? 'type ' : '';
      const clause = (names: readonly string[]) => `${keyword}{ ${names.join(', ')} }`;
      // Merge all names imported from one module into one import.
      const source = { module, clause };
      for (const element of bindings.elements) imports.set(element.name.text, source);
    }
  }
  return imports;
}

function importLines(
  path: string,
  statements: readonly Statement[],
  external: ReadonlyMap<string, Import>,
  placement: Placement,
): string[] {
  const used = [...new Set(statements.flatMap(({ uses }) => [...uses]))].sort();
  const ofOthers = Map.groupBy(
    used.filter((name) => external.has(name)),
    (name) => external.get(name) as Import,
  );
  const byModule = [...ofOthers].map(
    ([{ module, clause }, names]) => `import ${clause(names)} from '${module}';`,
  );
  const ofOurs = used.flatMap((name) => {
    const from = placement.get(name);
    if (!from || from === path) return [];
    return `import { ${name} } from '${relativeTo(path, from)}.gen.js';`;
  });
  return [...new Set(byModule)].sort().concat(ofOurs);
}

function relativeTo(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
