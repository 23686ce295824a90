/** The board of all queues. */
export const queues = {
  title: '图片处理队列',
} as const;
