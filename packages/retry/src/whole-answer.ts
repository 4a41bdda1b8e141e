import { answerOf, type Call, ConnectionError } from '@kaiten-sdk/core';
import { readableCopy } from './readable-copy.js';

const JSON_TYPE = /[/+]json\b/i;
const TEXT_TYPE = /^(text\/|$)/i;
const OTHER_CHARSET = /charset=(?!"?utf-?8)/i;

/** Whether the answer is handed on at its headers. What an error says is worth reading anyway. */
export function isDownload(response: Response, call: Call | undefined): boolean {
  const type = typeOf(response);
  const isText = (JSON_TYPE.test(type) || TEXT_TYPE.test(type)) && !OTHER_CHARSET.test(type);
  if (!response.body || (isText && !response.ok)) return false;
  return call?.stream ?? !isText;
}

/**
 * Reads the body and notes what is in it.
 *
 * @throws ConnectionError for JSON that does not parse: Node ends a body that was cut short without
 * an error where there is no Content-Length, and compressed ones always.
 */
export async function wholeAnswer(response: Response, call: Call | undefined): Promise<Response> {
  const text = await response.text();
  const json = JSON_TYPE.test(typeOf(response)) && text ? parsed(text, response) : undefined;
  const isFinal = call?.takesAnswer || !response.body;
  const whole = isFinal ? response : readableCopy(response, text || null);
  const answer = answerOf(whole);
  answer.text = text;
  answer.json = json;
  return whole;
}

function parsed(text: string, response: Response): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A status that refuses says more than a body that is not what it claims to be.
    if (!response.ok) return undefined;
    const message = `The answer is no whole JSON, after ${text.length} characters of it`;
    throw new ConnectionError(message, { cause });
  }
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type') ?? '';
}
