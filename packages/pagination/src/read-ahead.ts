import { onAbort } from '@kaiten-sdk/core';
import type { Read } from './styles/style.js';

interface Job<Start> {
  readonly start: Start;
  readonly read: Promise<Read<Start>>;
  readonly controller: AbortController;
  /** Nothing follows it: it is the last page, or it failed. */
  isClosed: boolean;
}

export type Load<Start> = (start: Start, signal: AbortSignal) => Promise<Read<Start>>;

/** Pages on their way, in the order in which they will be delivered. */
export class ReadAhead<Start> {
  readonly #load: Load<Start>;
  readonly #signal: AbortSignal | undefined;
  #jobs: Job<Start>[] = [];

  constructor(load: Load<Start>, signal: AbortSignal | undefined) {
    this.#load = load;
    this.#signal = signal;
  }

  /** The page at a start. Where another one was expected there, whatever is on its way is dropped. */
  async take(start: Start): Promise<Read<Start>> {
    const read = await this.#head(start).read;
    this.#jobs.shift();
    return read;
  }

  /** Sees to it that so many pages are on their way, from a start on, as far as `ahead` can tell. */
  fill(from: Start, count: number, ahead?: (start: Start) => Start | undefined): void {
    const head = this.#head(from);
    let last = this.#jobs.at(-1) ?? head;
    while (this.#jobs.length < count && !last.isClosed) {
      const next = ahead?.(last.start);
      if (next === undefined) return;
      last = this.#issue(next);
    }
  }

  /** Aborts whatever is on its way. */
  drop(from = 0): void {
    for (const { controller } of this.#jobs.splice(from)) controller.abort();
  }

  #head(start: Start): Job<Start> {
    const head = this.#jobs[0];
    if (head?.start === start) return head;
    this.drop();
    return this.#issue(start);
  }

  #issue(start: Start): Job<Start> {
    const controller = new AbortController();
    const signal = this.#signal;
    const unfollow = signal && onAbort(signal, () => controller.abort(signal.reason));
    // Followed only while the call is on its way, so that walks that nobody ends leave nothing behind.
    const read = this.#load(start, controller.signal).finally(unfollow);
    const job = { start, read, controller, isClosed: false };
    this.#jobs.push(job);
    const close = () => this.#close(job);
    // This also handles the rejection of a page that nobody will ask for.
    read.then(({ next }) => next === undefined && close(), close);
    return job;
  }

  #close(job: Job<Start>): void {
    job.isClosed = true;
    const place = this.#jobs.indexOf(job);
    if (place >= 0) this.drop(place + 1);
  }
}
