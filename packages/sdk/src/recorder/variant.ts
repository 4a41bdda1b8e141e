const BOOLEAN = /^(true|false|0|1)$/;
const DIGIT = /^\d$/;
const PROFILE = /^(none|summary|details|full)$/;
const LONGEST = 100;
const NO_VALUE = /^\b$/;

/**
 * Query parameters that give a response another shape, with the values that may be shown: those that
 * the contract documents, never what identifies a thing. The others only decide what is listed.
 */
export const SHAPING_PARAMETERS: Readonly<Record<string, RegExp>> = {
  additional_card_fields: NO_VALUE,
  broken_api: BOOLEAN,
  compact: BOOLEAN,
  download: BOOLEAN,
  fields: NO_VALUE,
  format: /^(draft-06|prosemirror)$/,
  group_by: DIGIT,
  include_author: BOOLEAN,
  include_fields: BOOLEAN,
  include_inherited_access: BOOLEAN,
  include_records_count: BOOLEAN,
  include_search_preview: BOOLEAN,
  include_values: BOOLEAN,
  only_general_sum: DIGIT,
  only_records_count: BOOLEAN,
  profile: PROFILE,
  redirect: BOOLEAN,
  relations: NO_VALUE,
  response_profile: PROFILE,
  response_type: /^(json|inline|attachment)$/,
  v2_select_search: BOOLEAN,
  version: DIGIT,
  withTransferAccessStatus: BOOLEAN,
  with_daily_distribution: DIGIT,
  with_data: NO_VALUE,
  with_details: BOOLEAN,
  with_sync_group_attribute: BOOLEAN,
  with_tree_entities: BOOLEAN,
  with_users_count: BOOLEAN,
};

/**
 * What of a query changes the shape of the response, such as `version=2&with_details=true`. A value
 * that is not documented is shown as `*`.
 */
export function variantOf({ searchParams }: URL): string | undefined {
  const names = [...new Set(searchParams.keys())].sort();
  const parts = names.flatMap((name) => {
    const values = Object.hasOwn(SHAPING_PARAMETERS, name) && SHAPING_PARAMETERS[name];
    const value = searchParams.get(name) ?? '';
    // The SDK always asks so, and the contract describes what then comes.
    if (!values || (name === 'broken_api' && /^(false|0)$/.test(value))) return [];
    return [`${name}=${values.test(value) ? value : '*'}`];
  });
  // What is longer than a label may be says too much to be one; whole parts are left out.
  return (
    parts.reduce((all, part) => {
      const longer = all ? `${all}&${part}` : part;
      return longer.length > LONGEST ? all : longer;
    }, '') || undefined
  );
}
