const ADDRESS = /^https?:\/\/[\w.-]+(:\d+)?(\/[^?#]*)?$/i;

/**
 * A whole address of the API, without a slash at its end.
 *
 * @throws TypeError when it is none, or has credentials or a query. It is not repeated.
 */
export function addressOf(baseUrl: string): string {
  if (ADDRESS.test(baseUrl)) return baseUrl.replace(/\/+$/, '');
  throw new TypeError('baseUrl must be an address such as https://acme.kaiten.ru/api/latest');
}
