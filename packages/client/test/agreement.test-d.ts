import type { ComponentException } from './agreement-exceptions.js';
import type { ComponentAgreement, OperationAgreement } from './generated/agreement.gen.js';

type NotTrue<Facts> = {
  [Name in keyof Facts]: Facts[Name] extends true ? never : Name;
}[keyof Facts];

type DisagreeingOperation = {
  [Id in keyof OperationAgreement]: NotTrue<OperationAgreement[Id]> extends never ? never : Id;
}[keyof OperationAgreement];

type DisagreeingComponent = NotTrue<ComponentAgreement>;

/** An object that must name each: where there is one, the compiler's message names it. */
type None<Names extends PropertyKey> = Record<Names, 'differs'>;

export const unexplainedComponents: None<Exclude<DisagreeingComponent, ComponentException>> = {};
export const needlessExceptions: None<Exclude<ComponentException, DisagreeingComponent>> = {};
export const disagreeingOperations: None<DisagreeingOperation> = {};
