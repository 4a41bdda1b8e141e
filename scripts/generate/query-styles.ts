import { isObject, type JsonObject } from '../openapi/json.ts';

type QueryStyle = 'commas' | 'day' | false;

/**
 * `QueryStyles` of @kaiten-sdk/core for an operation; `undefined` if it needs none. `broken_api` is
 * always sent as `false` if the operation accepts it, since the default of the server is about to
 * change.
 */
export function queryStylesOf(
  parameters: readonly JsonObject[],
): Readonly<Record<string, QueryStyle>> | undefined {
  const styles = parameters.flatMap((parameter) => {
    const style = parameter.in === 'query' ? styleOf(parameter) : undefined;
    return style === undefined ? [] : [[String(parameter.name), style] as const];
  });
  return styles.length > 0 ? Object.fromEntries(styles) : undefined;
}

function styleOf({ name, explode, schema }: JsonObject): QueryStyle | undefined {
  if (name === 'broken_api') return false;
  if (explode === false) return 'commas';
  return isObject(schema) && schema.format === 'date' ? 'day' : undefined;
}
