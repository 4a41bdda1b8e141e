import { PipelineError, type Problem } from '../cli/problem.ts';
import { unnamedOperationProblems } from '../openapi/check-integrity.ts';
import { isObject, type JsonObject, toPointer } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { parsePointer, referencesOf, resolve } from '../openapi/reference.ts';
import { walk } from '../openapi/walk.ts';
import { checkContract } from './build.ts';

interface UndocumentedSource {
  readonly document: JsonObject;
  /** The document's file, to name in problems. */
  readonly file: string;
  readonly contract: JsonObject;
}

/**
 * Builds the contract of the undocumented operations: the hand-written document, with the
 * components of the documented API that it refers to, checked like the contract.
 *
 * @throws `PipelineError` with all problems.
 */
export async function buildUndocumented(source: UndocumentedSource): Promise<JsonObject> {
  const { contract, document, file } = source;
  const bundled = shareComponents(document, contract, file);
  const { invalid, unfit } = await checkContract(bundled, file);
  const problems = [
    ...invalid,
    ...unfit,
    ...unnamedOperationProblems(bundled, file),
    ...documentedProblems(source),
    ...stabilityProblems(bundled, file),
  ];
  if (problems.length > 0) throw new PipelineError(`${file} cannot be used`, problems);
  return bundled;
}

/** An operationId must be unique across both documents. */
function documentedProblems({ contract, document, file }: UndocumentedSource): Problem[] {
  const documented = new Set(operationsOf(contract).map(({ operation }) => operation.operationId));
  return operationsOf(document)
    .filter(({ operation }) => documented.has(operation.operationId ?? null))
    .map(({ operation, pointer }) => ({
      file,
      pointer,
      message: `the contract also has an operation ${operation.operationId}`,
      hint: 'Give it another operationId, or remove it here if it is now documented.',
    }));
}

function stabilityProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document)
    .filter(({ operation }) => operation['x-stability'] !== 'undocumented')
    .map(({ pointer }) => ({
      file,
      pointer,
      message: 'is not marked as undocumented',
      hint: 'Add x-stability: undocumented.',
    }));
}

/**
 * Adds what a document refers to and does not define: components of the contract with everything
 * that they refer to, and the security schemes it names. Changes neither document.
 *
 * @param file The file of the document, to name in problems.
 * @returns The document, which is now self-contained.
 * @throws `PipelineError` with every reference that does not resolve, and every component that both
 * documents define.
 */
export function shareComponents(
  document: JsonObject,
  contract: JsonObject,
  file: string,
): JsonObject {
  const bundled = structuredClone(document);
  const problems = twinProblems(document, contract, file);
  const lost = new Set<string>();
  for (let missing = missingIn(bundled); missing.length > 0; missing = missingIn(bundled, lost)) {
    for (const { place, ref } of missing) {
      const component = componentOf(resolve(contract, ref)?.pointer ?? '');
      const source = component && resolve(contract, toReference(component));
      if (source) {
        addComponent(bundled, component, structuredClone(source.value) as JsonObject);
      } else if (!lost.has(ref)) {
        lost.add(ref);
        problems.push({ file, pointer: place, message: `${ref} ${NOWHERE}`, hint: DEFINE });
      }
    }
  }
  if (problems.length > 0) throw new PipelineError(`${file} cannot be completed`, problems);
  return bundled;
}

const NOWHERE = 'is neither in this document nor in the contract';
const DEFINE = 'Define it under components here, or name one that the contract has.';

interface Missing {
  readonly ref: string;
  /** RFC 6901 pointer of the reference. */
  readonly place: string;
}

function missingIn(document: JsonObject, known: ReadonlySet<string> = new Set()): Missing[] {
  const references = [...walk(document)].flatMap((node) => referencesOf(node));
  return [
    ...references.map(({ ref, pointer }) => ({ ref, place: pointer })),
    ...schemesOf(document),
  ]
    .filter(({ ref }) => !known.has(ref) && !resolve(document, ref))
    .filter(({ ref }, index, all) => all.findIndex((other) => other.ref === ref) === index);
}

/** Security requirements name their schemes without a `$ref`. */
function schemesOf({ security }: JsonObject): Missing[] {
  const requirements = Array.isArray(security) ? security.filter(isObject) : [];
  return requirements.flatMap((requirement, index) =>
    Object.keys(requirement).map((name) => ({
      ref: toReference({ section: 'securitySchemes', name }),
      place: toPointer(['security', index, name]),
    })),
  );
}

interface Component {
  readonly section: string;
  readonly name: string;
}

/** The component that a pointer points to or into. */
function componentOf(pointer: string): Component | undefined {
  const [root, section, name] = parsePointer(pointer);
  return root === 'components' && section && name ? { section, name } : undefined;
}

function toReference({ section, name }: Component): string {
  return `#${toPointer(['components', section, name])}`;
}

function addComponent(document: JsonObject, component: Component, value: JsonObject): void {
  document.components ??= {};
  const components = document.components as Record<string, JsonObject>;
  components[component.section] ??= {};
  (components[component.section] as JsonObject)[component.name] = value;
}

/** Reports components that both documents define: readers would take them for one. */
function twinProblems({ components }: JsonObject, contract: JsonObject, file: string): Problem[] {
  if (!isObject(components)) return [];
  return Object.entries(components).flatMap(([section, named]) =>
    Object.keys(isObject(named) ? named : {})
      .filter((name) => resolve(contract, toReference({ section, name })))
      .map((name) => ({
        file,
        pointer: toPointer(['components', section, name]),
        message: `the contract also has a ${name}`,
        hint: 'Remove it here to use that of the contract, or rename it.',
      })),
  );
}
