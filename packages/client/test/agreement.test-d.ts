import type { ComponentAgreement, OperationAgreement } from './generated/agreement.gen.js';

/**
 * Components whose two types may differ, each as `| 'Name'` with the reason above it. A component
 * whose types agree must not be here.
 */
type ComponentException = never;

type NotTrue<Facts> = {
  [Name in keyof Facts]: Facts[Name] extends true ? never : Name;
}[keyof Facts];

type DisagreeingOperation = {
  [Id in keyof OperationAgreement]: NotTrue<OperationAgreement[Id]> extends never ? never : Id;
}[keyof OperationAgreement];

type DisagreeingComponent = NotTrue<ComponentAgreement>;

/** An object that needs a property for each name: the compiler error then lists the names. */
type None<Names extends PropertyKey> = Record<Names, 'differs'>;

export const unexplainedComponents: None<Exclude<DisagreeingComponent, ComponentException>> = {};
export const needlessExceptions: None<Exclude<ComponentException, DisagreeingComponent>> = {};
export const disagreeingOperations: None<DisagreeingOperation> = {};
