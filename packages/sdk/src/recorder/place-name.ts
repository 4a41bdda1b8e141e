const HIDDEN_NAME = '*';
const HIDDEN_ID = 'id_{n}';

/**
 * A property name as shapes show it. Objects may be keyed by data (ids, email addresses, what people
 * wrote), so only what looks like a name in the source code of a server is kept.
 */
export function placeName(key: string): string {
  if (/^id_\d+$/.test(key)) return HIDDEN_ID;
  return isFieldName(key) ? key : HIDDEN_NAME;
}

/** Whether a name stands for any number of them. */
export function isHidden(name: string): boolean {
  return name === HIDDEN_NAME || name === HIDDEN_ID;
}

function isFieldName(key: string): boolean {
  if (!/^[a-z_$][\w$-]{0,63}$/.test(key)) return false;
  const hasNumber = /(\d.*){3}/.test(key);
  const isHex = key.length >= 16 && /^[\da-f-]+$/i.test(key);
  return !hasNumber && !isHex;
}
