import { UNLISTED_KEY } from '../directions.ts';
import { UNLISTED_SUFFIX } from '../unlisted.ts';

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

/** String resolver: a kind that is not known yet is unlike those that are. */
export function unlisted({ $, schema }: Context) {
  if (!schema[UNLISTED_KEY]) return undefined;
  return $.type.template('').add($.type('string')).add(UNLISTED_SUFFIX);
}
