import type { Dictionary } from '../index';

export const queues: Dictionary['queues'] = {
  title: 'Image queues',
};
