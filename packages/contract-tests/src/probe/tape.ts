import { PipelineError } from '@kaiten-sdk/scripts/cli/index.ts';
import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import { z } from 'zod';

const FORMAT = 'kaiten-tape/1';

/** As much of a tape of `kaiten-sdk/recorder` as is looked at here. */
const TAPE = z.object({
  format: z.literal(FORMAT),
  exchanges: z.array(
    z.object({
      operationId: z.string().optional(),
      response: z.object({
        status: z.int(),
        headers: z.record(z.string(), z.string()),
        body: z
          .union([z.object({ text: z.string() }), z.object({ base64: z.string() })])
          .optional(),
      }),
    }),
  ),
});

type Response = z.infer<typeof TAPE>['exchanges'][number]['response'];

export interface TapeResponse {
  /** Absent if the request is not of an operation of the contract. */
  readonly operationId: string | undefined;
  /** The value of a JSON body of a response with a status of 2xx; `undefined` for all others. */
  readonly value: Json | undefined;
}

/**
 * The responses on a tape.
 *
 * @throws PipelineError when it is not a tape, with the place of what is wrong and without any value.
 */
export function responsesOn(tape: Json, file: string): TapeResponse[] {
  const parsed = TAPE.safeParse(tape, { reportInput: false });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path }) => ({
      file,
      pointer: path.map((key) => `/${String(key)}`).join(''),
      message: `is not what a tape (${FORMAT}) has there`,
    }));
    throw new PipelineError(`${file} is not a tape`, problems);
  }
  return parsed.data.exchanges.map(({ operationId, response }) => ({
    operationId,
    value: jsonOf(response),
  }));
}

function jsonOf({ body, headers, status }: Response): Json | undefined {
  const isJson = /[/+]json\b/i.test(headers['content-type'] ?? '');
  if (status < 200 || status > 299 || !isJson || !body || !('text' in body)) return undefined;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
}
