/** A colour in Kaiten's documentation. */
export interface NamedColor {
  /** The value of properties such as `color`. */
  readonly id: number;
  /** Kaiten's name of the colour, such as `deepPurple`. */
  readonly code: string;
  /** The English name, for display. */
  readonly name: string;
}

/**
 * The colours of tags, options, card types and documents. Card types use the ids 2 to 25, of which
 * Kaiten documents only those up to 17; documents and imports use 1 to 17.
 *
 * @example
 * const name = COLORS.find(({ id }) => id === tag.color)?.name;
 */
export const COLORS = [
  { id: 1, code: 'red', name: 'Red' },
  { id: 2, code: 'pink', name: 'Pink' },
  { id: 3, code: 'purple', name: 'Purple' },
  { id: 4, code: 'deepPurple', name: 'Deep purple' },
  { id: 5, code: 'indigo', name: 'Indigo' },
  { id: 6, code: 'blue', name: 'Blue' },
  { id: 7, code: 'lightBlue', name: 'Light blue' },
  { id: 8, code: 'cyan', name: 'Cyan' },
  { id: 9, code: 'teal', name: 'Teal' },
  { id: 10, code: 'green', name: 'Green' },
  { id: 11, code: 'lightGreen', name: 'Light green' },
  { id: 12, code: 'lime', name: 'Lime' },
  { id: 13, code: 'orange', name: 'Orange' },
  { id: 14, code: 'deepOrange', name: 'Deep orange' },
  { id: 15, code: 'brown', name: 'Brown' },
  { id: 16, code: 'blueGrey', name: 'Blue grey' },
  { id: 17, code: 'yellow', name: 'Yellow' },
] as const satisfies readonly NamedColor[];
