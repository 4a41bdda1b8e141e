/** Whether an answer is JSON by its content type, or has none and so may be. */
export function isJson({ headers }: Response): boolean {
  return /[/+]json\b|^$/i.test(headers.get('content-type') ?? '');
}
