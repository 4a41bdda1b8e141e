import type { z } from 'zod';
import { reportUnknown, type UnknownFinding } from '../src/report.js';

export function findings(schema: z.ZodType, value: unknown): UnknownFinding[] {
  const found: UnknownFinding[] = [];
  reportUnknown(schema, value, (finding) => found.push(finding));
  return found;
}
