/** Words that JavaScript reserves in modules, and the names of TypeScript's built-in types. */
const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let new
  null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield
  any bigint boolean never number object string symbol unknown`.split(/\s+/),
);

/** Why generated code cannot take a name over as it is; `undefined` when it can. */
export function whyNotAnIdentifier(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? whyTaken(name) : 'is no plain identifier';
}

/**
 * Why a name is not even safe to read: upstream derives operationIds from paths, hyphens included,
 * and the contract names the operations anew.
 */
export function whyNotSafe(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? whyTaken(name) : 'is no plain identifier';
}

function whyTaken(name: string): string | undefined {
  if (RESERVED.has(name)) return 'is a reserved word';
  return name in Object.prototype ? 'is the name of a member that every object has' : undefined;
}
