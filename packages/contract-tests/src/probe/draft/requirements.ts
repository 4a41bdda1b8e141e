import { type Draft, drafted } from './drafted.ts';

/** Takes fields off the required ones. */
export const requirementActions: Draft = ({ findings, path }) =>
  findings.flatMap((finding) => {
    const { field, kind } = finding;
    if (kind !== 'missing-required' || field === undefined) return [];
    const name = `'${field.replace(/[\\']/g, '\\$&')}'`;
    const change = { 'x-expect': field, remove: true };
    return [drafted([finding], `${path}[?@ == ${name}]`, change)];
  });
