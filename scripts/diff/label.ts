/** The last part of a place's label: `title` of `Card.title`, `limit` of `limit of listCards`. */
export function nameIn(label: string): string {
  return (
    label
      .replace(/ of .*$/, '')
      .split('.')
      .at(-1) ?? label
  );
}
