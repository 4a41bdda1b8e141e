/** The first printable characters of an untrusted text, on one line. */
export function excerpt(text: string, length = 80): string {
  const printable = text
    .slice(0, length * 20)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  return printable.length > length ? `${printable.slice(0, length)}…` : printable;
}

export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
