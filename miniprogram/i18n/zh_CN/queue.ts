/** The page of one queue. */
export const queue = {
  title: '队列详情',
} as const;
