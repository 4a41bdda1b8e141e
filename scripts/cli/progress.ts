import type { WriteStream } from 'node:tty';

export interface Progress {
  /** Reports that a step has started. */
  begin(step: string): void;
  /** Reports that a step has ended; `outcome` is a few words. */
  end(step: string, ms: number, outcome: string): void;
}

export const silent: Progress = { begin() {}, end() {} };

/** Prints a line per finished step; on a terminal also the running step, in place. */
export function progressTo(stream: NodeJS.WritableStream): Progress {
  const terminal = stream as WriteStream;
  const clear = () => terminal.isTTY && terminal.write('\r\u001b[2K');
  return {
    begin(step) {
      if (terminal.isTTY) terminal.write(`\r\u001b[2K  ${step} …`);
    },
    end(step, ms, outcome) {
      clear();
      stream.write(`  ${step.padEnd(10)} ${formatMs(ms).padStart(7)}  ${outcome}\n`);
    },
  };
}

export function formatMs(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`;
}
