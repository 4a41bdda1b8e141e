/** Stands for names that may be data: ids, addresses, what people wrote. */
export const HIDDEN_NAME = '*';

/** Stands for the keys of maps by the id of a custom property: `id_123`. */
export const HIDDEN_ID = 'id_{n}';

/** The name of a property; hidden if it may be a value that serves as a key. */
export function shownName(key: string): string {
  if (/^id_\d+$/.test(key)) return HIDDEN_ID;
  return isPropertyName(key) ? key : HIDDEN_NAME;
}

/** Whether a name stands for any number of keys, so that no object lacks it. */
export function isHidden(name: string): boolean {
  return name === HIDDEN_NAME || name === HIDDEN_ID;
}

/** Three digits make a name an id, a capital a name of something: no property of Kaiten has either. */
function isPropertyName(key: string): boolean {
  return /^[a-z_$][\w$-]{0,63}$/.test(key) && !/(?:\d.*){3}/.test(key) && !isHex(key);
}

/** Whether a text may be an id in hexadecimal digits, such as a UUID. */
export function isHex(text: string): boolean {
  return text.length >= 16 && /^[\da-f-]+$/i.test(text);
}
