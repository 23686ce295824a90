import type { Dictionary } from '../index';

export const queue: Dictionary['queue'] = {
  title: 'Queue',
};
