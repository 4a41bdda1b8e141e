/** Why ours differs, where it differs from another tool, by the step of the chain. */
export const DISAGREEMENTS: Readonly<
  Record<'oasdiff' | 'redocly', Readonly<Record<string, string>>>
> = {
  oasdiff: {
    'an operation is renamed': 'the wire does not know the name, code does',
    'a parameter is removed': 'it warns: servers may ignore it; code that gives it breaks',
    'a default changes': 'calls compile and are taken; the changelog explains it',
    'a property of a request is removed': 'it warns; our requests are exact',
    'a property of an answer is never null': 'it does not tell; types get narrower',
    'a property of an answer is removed':
      'it warns where it was optional; code that reads it breaks',
    'an enum member is renamed': 'it does not know names of enum members',
    'a schema is renamed': 'the wire does not know the name, code does',
    'authentication changes': 'it sees no change from the document’s security to none of its own',
    'an operation moves to another section': 'our namespaces are named by tags',
    'a list is walked otherwise': 'it does not know x-pagination',
    wording: 'it leaves words out; ours become docstrings',
  },
  redocly: {
    'an operation is deprecated': 'patch: nothing on the wire; our changelog explains it',
    'a parameter becomes optional': 'patch; our types take more',
    'a default changes': 'patch; calls that leave it out mean something else',
    'a limit is loosened': 'patch; our validation takes more',
    'a property of a request becomes optional': 'patch; our types take more',
    'an enum of a request gains a value': 'patch; our types take more',
    'a property of a request takes null': 'patch; our types take more',
    'a property of a request is removed': 'patch; our requests are exact',
    'a property of an answer is always there': 'patch; our types promise more',
    'a property of an answer is never null': 'patch; our types promise more',
    'an open enum gains a value': 'major: it knows no open enums',
    'an enum member is renamed': 'it does not know names of enum members',
    'an open enum loses a value': 'patch; its constant is gone, so our changelog explains it',
    'a schema is renamed': 'patch: the wire does not know the name, code does',
    'authentication changes': 'minor; tokens that were right may not be',
    'an operation moves to another section': 'patch; our namespaces are named by tags',
    'a list is walked otherwise': 'patch; walking sends other calls',
    'keys, parameters and members of sets in another order': 'it takes order for a change',
  },
};
