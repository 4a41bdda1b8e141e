import { isApiError, type KaitenError } from '@kaiten-sdk/core';
import type { Attributes, CallInfo } from './hooks.js';

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span */
export function attributesOf(
  { method, pathTemplate, url }: CallInfo,
  attempt: number,
  end: { readonly status?: number; readonly error?: unknown } = {},
): Attributes {
  const { hostname, port, protocol } = new URL(url);
  const failure = failureOf(end);
  return {
    'http.request.method': method,
    'url.template': pathTemplate,
    'url.full': url,
    'server.address': hostname,
    // An address leaves out the port that is its scheme's own.
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
    ...(end.status !== undefined && { 'http.response.status_code': end.status }),
    ...(failure && { 'error.type': failure }),
  };
}

function failureOf({ status, error }: { status?: number; error?: unknown }): string | undefined {
  if (isApiError(error)) return String(error.status);
  if (error !== undefined) return (error as KaitenError | undefined)?.name ?? '_OTHER';
  return status !== undefined && status >= 400 ? String(status) : undefined;
}
