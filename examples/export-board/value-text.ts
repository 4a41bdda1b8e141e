/** Formats a value of a custom property. `options` maps the ids of select options to their texts. */
export function valueText(
  value: unknown,
  options: ReadonlyMap<unknown, string>,
): string | number | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((each) => valueText(each, options)).join(', ');
  if (isDate(value)) return [value.date, value.time].filter(Boolean).join(' ');
  if (typeof value === 'number') return options.get(value) ?? value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isDate(value: unknown): value is { date: string; time?: string | null } {
  return typeof (value as { date?: unknown }).date === 'string';
}
