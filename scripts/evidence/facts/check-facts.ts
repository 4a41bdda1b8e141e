import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import type { Mismatch } from '../../patch/index.ts';
import type { Check, Fact } from './fact.ts';
import { findPlace, type Placed } from './place.ts';

/** What facts are compared with. */
export interface Reflection {
  readonly contract: JsonObject;
  readonly undocumented: JsonObject;
  readonly mismatches: readonly Pick<Mismatch, 'where' | 'field'>[];
  /** The repository's folder, for tests that facts name. */
  readonly root: string;
}

/** The facts that the repository does not reflect, with the reason. */
export async function factProblems(
  facts: readonly Fact[],
  file: string,
  reflection: Reflection,
): Promise<Problem[]> {
  const problems = facts.map(async (fact, index) => {
    const reasons = await Promise.all(
      (fact.checks ?? [fact]).map((check) => reasonAgainst(check, reflection)),
    );
    return reasons
      .filter((reason) => reason !== undefined)
      .map((reason) => ({
        file,
        pointer: `/${index}`,
        message: `${[fact.id].flat().join(', ')}: ${reason}`,
      }));
  });
  return (await Promise.all(problems)).flat();
}

async function reasonAgainst(check: Check, reflection: Reflection): Promise<string | undefined> {
  if (check.test !== undefined) return reasonAgainstTest(check.test, reflection.root);
  if (check.mismatch) {
    const { where, field } = check.mismatch;
    const isNoted = reflection.mismatches.some(
      (mismatch) => mismatch.where === where && mismatch.field === field,
    );
    return isNoted ? undefined : `no action has a mismatch of ${where} ${field}`;
  }
  return reasonAgainstPlace(check, check.at ?? '', reflection);
}

async function reasonAgainstTest(test: string, root: string): Promise<string | undefined> {
  const [file = '', title = ''] = test.split(/ > (.*)/s);
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === undefined) return `there is no file ${file}`;
  return text.includes(title) ? undefined : `${file} has no test ${title}`;
}

function reasonAgainstPlace(check: Check, at: string, reflection: Reflection): string | undefined {
  const [, document, place = ''] = /^(undocumented:)?(.*)$/s.exec(at) ?? [];
  const found = findPlace(document ? reflection.undocumented : reflection.contract, place);
  if (check.absent) return found && `${at} is there`;
  if (!found) return `the contract has no ${at}`;
  const reasons = [
    isBut(check.required, found.isRequired, 'required'),
    isBut(check.nullable, found.isNullable, 'nullable'),
    matchReason(check, found),
    check.expect && differenceOf(check.expect, found.node, ''),
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0 ? undefined : `${at} ${reasons.join('; ')}`;
}

function isBut(wanted: boolean | undefined, is: boolean, what: string): string | undefined {
  return wanted === undefined || wanted === is ? undefined : `is ${is ? '' : 'not '}${what}`;
}

function matchReason({ matches }: Check, { node }: Placed): string | undefined {
  if (matches === undefined || new RegExp(matches, 'iu').test(String(node.description))) {
    return undefined;
  }
  return `has a description that does not match ${matches}`;
}

/** The first difference: objects are compared by the wanted properties, all else exactly. */
function differenceOf(wanted: Json, found: Json | undefined, path: string): string | undefined {
  if (isObject(wanted) && isObject(found)) {
    for (const [key, value] of Object.entries(wanted)) {
      const difference = differenceOf(value, found[key], `${path}/${key}`);
      if (difference) return difference;
    }
    return undefined;
  }
  return JSON.stringify(wanted) === JSON.stringify(found)
    ? undefined
    : `has ${JSON.stringify(found) ?? 'nothing'} at ${path}, not ${JSON.stringify(wanted)}`;
}
