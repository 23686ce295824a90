import type { BucketGrant, CredentialsResponse } from '../../../../../../typings/signing-api';
import { listQueues, signIn } from './cloud';

/** As many as the console's board asks at once. */
const AT_ONCE = 8;

interface Row {
  id: string;
  name: string;
}

/** The least that shows the queues of all buckets: the same requests as the console's board, and their names. */
Page({
  data: { rows: [] as Row[], count: '' },
  shown: 0,

  async onLoad() {
    const first = await signIn();
    const keys = new Map([[first.group, Promise.resolve(first)]]);
    const keyOf = (group: string): Promise<CredentialsResponse> => {
      const key = keys.get(group) ?? signIn(group);
      keys.set(group, key);
      return key;
    };
    const waiting = [...first.buckets];
    const ask = async (): Promise<void> => {
      for (let grant = waiting.shift(); grant !== undefined; grant = waiting.shift()) {
        await this.list(grant, await keyOf(grant.group));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    this.setData({ count: `${this.shown} queues` });
  },

  /** Shows the queues of a bucket, each page as it comes. A bucket that fails has none. */
  async list(grant: BucketGrant, key: CredentialsResponse) {
    let total = 1;
    for (let page = 1, found = 0; found < total; page += 1) {
      const xml = await listQueues(grant, key, page).catch(() => '');
      const ids = xml.match(/(?<=<QueueId>)[^<]*/g) ?? [];
      const names = xml.match(/(?<=<Name>)[^<]*/g) ?? [];
      if (ids.length === 0) return;
      found += ids.length;
      total = Number(/<TotalCount>(\d+)/.exec(xml)?.[1]);
      this.setData(
        Object.fromEntries(
          ids.map((id, index) => [`rows[${this.shown + index}]`, { id, name: names[index] ?? '' }]),
        ),
      );
      this.shown += ids.length;
    }
  },
});
