/** How long ago something was, in the largest whole unit. */
export interface Age {
  unit: 'now' | 'seconds' | 'minutes' | 'hours' | 'days';
  count: number;
}

/** Up to this old, something is as good as new, seconds. */
const NOW_S = 5;

/** @param ms milliseconds; a clock that was set back makes it negative, which is "now". */
export function ageOf(ms: number): Age {
  const seconds = Math.floor(ms / 1000);
  if (seconds < NOW_S) return { unit: 'now', count: 0 };
  if (seconds < 60) return { unit: 'seconds', count: seconds };
  if (seconds < 3600) return { unit: 'minutes', count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: 'hours', count: Math.floor(seconds / 3600) };
  return { unit: 'days', count: Math.floor(seconds / 86_400) };
}
