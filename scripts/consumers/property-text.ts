const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A property's name as the key of an object. */
export function keyText(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** How a property is read, as written after the object. */
export function accessText(name: string): string {
  return IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
