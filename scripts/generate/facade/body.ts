import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { resolve } from '../../openapi/reference.ts';

/**
 * Where the parameters of a method have the body: its fields beside the others (`flat`), or under
 * `body`, because a field has the name of a parameter or there are no fields (`apart`), or because
 * it goes as a form (`form`).
 */
export interface Body {
  readonly placement: 'flat' | 'apart' | 'form';
  /** Whether a call without it, or without any of its fields, is an error of the caller's. */
  readonly required: boolean;
}

export function bodyOf(
  document: JsonObject,
  operation: JsonObject,
  parameters: readonly string[],
): Body | undefined {
  const body = resolved(document, operation.requestBody);
  if (!body || !isObject(body.content)) return undefined;
  const [[type, media] = []] = Object.entries(body.content);
  const schema = resolved(document, isObject(media) ? media.schema : undefined);
  const sent = body.required === true;
  if (type?.startsWith('multipart/')) return { placement: 'form', required: sent };
  const fields = schema && fieldsOf(document, schema);
  if (!fields || [...parameters, 'body'].some((name) => fields.all.has(name))) {
    return { placement: 'apart', required: sent };
  }
  return { placement: 'flat', required: sent && fields.required };
}

interface Fields {
  readonly all: ReadonlySet<string>;
  readonly required: boolean;
}

/** The fields of an object, or of all objects that it may be; nothing where it may be something else. */
function fieldsOf(document: JsonObject, schema: JsonObject): Fields | undefined {
  const options = schema.anyOf ?? schema.oneOf;
  if (isObject(schema.properties)) {
    return {
      all: new Set(Object.keys(schema.properties)),
      required: Array.isArray(schema.required) && schema.required.length > 0,
    };
  }
  if (!Array.isArray(options)) return undefined;
  const fields = options.map((option) => {
    const object = resolved(document, option);
    return object && fieldsOf(document, object);
  });
  if (!fields.every((field) => field !== undefined)) return undefined;
  return {
    all: new Set(fields.flatMap(({ all }) => [...all])),
    required: fields.every(({ required }) => required),
  };
}

export function resolved(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref !== 'string') return value;
  return resolved(document, resolve(document, value.$ref)?.value);
}
