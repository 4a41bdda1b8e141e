import type { CustomProperty, Kaiten } from 'kaiten-sdk';
import type { Field } from './field.ts';
import { valueText } from './value-text.ts';

const MAX_PROPERTIES = 1_000;

/** Creates a column for each custom property of the board. */
export async function propertyFields(kaiten: Kaiten, boardId: number): Promise<Field[]> {
  const properties = await kaiten.customProperties
    .list({ board_id: boardId })
    .toArray({ max: MAX_PROPERTIES });
  return Promise.all(properties.map((property) => propertyField(kaiten, property)));
}

async function propertyField(kaiten: Kaiten, { id, name, type }: CustomProperty): Promise<Field> {
  const options = type === 'select' ? await optionsOf(kaiten, id) : new Map();
  return { name, read: ({ properties }) => valueText(properties?.[`id_${id}`], options) };
}

async function optionsOf(kaiten: Kaiten, property_id: number): Promise<Map<unknown, string>> {
  const values = kaiten.customPropertySelectValues.list({ property_id });
  const options = new Map<unknown, string>();
  for await (const { id, value } of values) options.set(id, value);
  return options;
}
