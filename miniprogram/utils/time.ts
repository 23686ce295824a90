const CI_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * @param text `2022-08-09T16:23:11+0800`, as CI writes it, or with a blank, a fraction, `+08:00` or `Z`. Taken apart by
 * hand: some phones cannot read an offset without its colon.
 * @returns milliseconds since 1970, or `undefined` if the text is no time: CI also writes `-` and nothing.
 */
export function parseCiTime(text: string): number | undefined {
  const match = CI_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const rolledOver = date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day;
  if (rolledOver || hour > 23 || minute > 59 || second > 59) return undefined;
  return date.getTime() - offsetMs(match[7] ?? 'Z');
}

/** @returns `2022-08-09 16:23:11` in the phone's own time zone. */
export function formatDateTime(ms: number): string {
  const date = new Date(ms);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return `${day} ${formatClock(ms)}`;
}

/** @returns `16:23:11` in the phone's own time zone. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
