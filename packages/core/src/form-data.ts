// Generated clients contain a copy of this file, so it imports nothing.

const FILE_HINT = 'new File([bytes], name)';

/**
 * Fields of a form. Files are sent as they are, strings as text, and other data as JSON. `undefined`
 * and `null` are left out.
 *
 * @param hint Added to error messages: how to create a file.
 * @throws TypeError if the form has no file, or a field can be sent neither as a file nor as JSON.
 */
export function formDataOf(fields: unknown, hint = FILE_HINT): FormData {
  const present = formFieldsOf(fields);
  if (!present.some(([, value]) => value instanceof Blob)) throw notAFile(present, hint);
  const form = withoutText(new FormData());
  for (const [name, value] of present) {
    // Bun sends a Blob without a file name as text. Browsers call it "blob".
    if (value instanceof Blob) form.append(name, value, (value as Partial<File>).name || 'blob');
    else form.append(name, formTextOf(name, value, hint));
  }
  return form;
}

/** A `fetch` that does not know forms would otherwise send the text "[object FormData]". */
function withoutText(form: FormData): FormData {
  return Object.defineProperty(form, Symbol.toPrimitive, {
    configurable: true,
    value() {
      throw new TypeError('This fetch cannot send a FormData: use the fetch of the platform');
    },
  });
}

/** The fields of a form that are sent. */
export function formFieldsOf(fields: unknown): [name: string, value: unknown][] {
  return Object.entries(fields ?? {}).filter(([, value]) => (value ?? null) !== null);
}

/** @throws TypeError if the value is neither text nor data that JSON can express. */
export function formTextOf(name: string, value: unknown, hint?: string): string {
  const text = typeof value === 'string' ? value : isData(value) && JSON.stringify(value);
  if (typeof text === 'string' && !/\p{Surrogate}/u.test(name + text)) return text;
  throw notAFile([[name, value]], hint);
}

/** Whether the value can be encoded as JSON without loss. */
function isData(value: unknown): boolean {
  if (typeof value !== 'object') return Number.isFinite(value) || typeof value === 'boolean';
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain || Array.isArray(value) || value instanceof Date;
}

export function notAFile(fields: readonly (readonly [string, unknown])[], hint = FILE_HINT) {
  const types = fields.map(
    ([name, value]) => `body.${name} is of type ${Object(value).constructor?.name ?? 'object'}`,
  );
  return new TypeError(
    `${types.join(', ') || 'body has no file'}: pass a file as a Blob or a File, such as ${hint}`,
  );
}
