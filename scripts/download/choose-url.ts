import { parseLocation } from '../contracts/location.ts';

export interface UrlWishes {
  /** Goes before everything else. */
  readonly url?: string | undefined;
  /** `KAITEN_SPEC_URL` goes before `source.json`. */
  readonly env?: { readonly KAITEN_SPEC_URL?: string | undefined } | undefined;
}

export interface ChosenUrl {
  /** In its one canonical spelling: a URL, or an absolute path. */
  readonly url: string;
  /** Whether it is the one of `source.json`, so that what it answers may be committed. */
  readonly isSource: boolean;
}

/** Where to read the spec from. Throws PipelineError when that is no place to read from. */
export function chooseUrl({ env, url }: UrlWishes, sourceUrl: string): ChosenUrl {
  const chosen = canonical(url || env?.KAITEN_SPEC_URL || sourceUrl);
  return { url: chosen, isSource: chosen === canonical(sourceUrl) };
}

function canonical(text: string): string {
  const location = parseLocation(text);
  return location.kind === 'file' ? location.path : location.url.href;
}
