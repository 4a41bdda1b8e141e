/** Why our version bump differs from that of another tool, by step of the chain. */
export const DISAGREEMENTS: Readonly<
  Record<'oasdiff' | 'redocly', Readonly<Record<string, string>>>
> = {
  oasdiff: {
    'an operation is renamed': 'requests do not contain the name, but code does',
    'a parameter is removed': 'warns, because servers may ignore it; code that passes it breaks',
    'a default changes': 'calls still compile and are accepted; our changelog explains the change',
    'a request property is removed': 'warns; our request types are exact',
    'a response property is never null': 'does not report it; our types become narrower',
    'a response property is removed': 'warns if it was optional; code that reads it breaks',
    'an enum member is renamed': 'does not know names of enum members',
    'a schema is renamed': 'requests do not contain the name, but code does',
    'authentication changes':
      'does not detect that an operation overrides the security of the document',
    'an operation moves to another section': 'our namespaces are named by tags',
    'pagination changes': 'does not know x-pagination',
    'a description changes': 'ignores descriptions; ours become doc comments',
  },
  redocly: {
    'an operation is deprecated':
      'patch, because requests do not change; our changelog explains it',
    'a parameter becomes optional': 'patch; our types accept more',
    'a default changes': 'patch; calls that omit the parameter have another meaning',
    'a limit is loosened': 'patch; our validation accepts more',
    'a request property becomes optional': 'patch; our types accept more',
    'a request enum gains a value': 'patch; our types accept more',
    'a request property accepts null': 'patch; our types accept more',
    'a request property is removed': 'patch; our request types are exact',
    'a response property becomes required': 'patch; our types guarantee more',
    'a response property is never null': 'patch; our types guarantee more',
    'an open enum gains a value': 'major, because it does not know open enums',
    'an enum member is renamed': 'does not know names of enum members',
    'an open enum loses a value': 'patch; our changelog explains that the constant was removed',
    'a schema is renamed': 'patch: requests do not contain the name, but code does',
    'authentication changes': 'minor; tokens that were valid may not be anymore',
    'an operation moves to another section': 'patch; our namespaces are named by tags',
    'pagination changes': 'patch; iterating over the list sends different requests',
    'properties, parameters and members of sets in another order': 'reports the order as a change',
  },
};
