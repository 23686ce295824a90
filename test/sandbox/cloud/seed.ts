import { createHash } from 'node:crypto';
import {
  APPID,
  type CloudBucket,
  type CloudData,
  type CloudQueue,
  formatTime,
  parseTime,
} from './cloud-data';

/** The region that answers late in the seed, to see what one slow bucket does to the others. */
export const SLOW_REGION = 'ap-hongkong';

/** Queue ids are `p` and 32 hexadecimal digits. */
const queueIdOf = (bucket: string, index: number): string =>
  `p${createHash('md5').update(`${bucket}/${index}`).digest('hex')}`;

const bucket = (
  name: string,
  region: string,
  label: string,
  environment: CloudBucket['environment'],
  opened = true,
): CloudBucket => ({ bucket: `${name}-${APPID}`, region, label, environment, opened });

const queue = (
  { bucket: name, region }: CloudBucket,
  index: number,
  given: Pick<CloudQueue, 'name' | 'state' | 'notifyConfigXml' | 'createTime' | 'updateTime'>,
): CloudQueue => ({
  bucket: name,
  region,
  queueId: queueIdOf(name, index),
  maxSize: 10000,
  maxConcurrent: 10,
  category: 'PicProcessing',
  ...given,
});

const OFF = '<NotifyConfig><State>Off</State></NotifyConfig>';

const urlCallback = (url: string, event: string, format: 'JSON' | 'XML'): string =>
  `<NotifyConfig><Url>${url}</Url><Event>${event}</Event><Type>Url</Type><State>On</State>` +
  `<ResultFormat>${format}</ResultFormat></NotifyConfig>`;

const tdmqCallback = (mode: 'Topic' | 'Queue', region: string, name: string): string =>
  `<NotifyConfig><Event>TaskFinish</Event><Type>TDMQ</Type><State>On</State><ResultFormat>JSON</ResultFormat>` +
  `<MqMode>${mode}</MqMode><MqRegion>${region}</MqRegion><MqName>${name}</MqName></NotifyConfig>`;

// Not in the picqueue documents: Kafka is known from Tencent's Go and Java SDKs, and the settings inside are invented.
const KAFKA =
  '<NotifyConfig><Event>TaskFinish</Event><Type>Kafka</Type><State>On</State><ResultFormat>JSON</ResultFormat>' +
  '<KafkaConfig><Region>ap-nanjing</Region><InstanceId>ckafka-8k3xq2yn</InstanceId><Topic>ci-pic-events</Topic>' +
  '<Producer><Acks>-1</Acks><Headers><Header><Key>env</Key><Value>staging</Value></Header></Headers></Producer>' +
  '</KafkaConfig></NotifyConfig>';

const goods = bucket('goods-image', 'ap-guangzhou', '商品图片', 'production');
const avatar = bucket('user-avatar', 'ap-shanghai', '用户头像', 'production');
const cover = bucket('live-cover', 'ap-beijing', '直播封面', 'production');
const material = bucket('ad-material', 'ap-chengdu', '广告素材', 'production');
const overseas = bucket('overseas-goods', SLOW_REGION, '海外商品', 'production');
const review = bucket('content-review', 'ap-nanjing', '内容审核', 'staging');
const brand = bucket('brand-asset', 'ap-shanghai', '品牌物料', 'staging');
const demo = bucket('demo-image', 'ap-guangzhou', '联调素材', 'test');
const archive = bucket('photo-archive', 'ap-beijing', '历史相册', 'test', false);

/** The data of `npm start`: every kind of queue that the console must show, one per bucket as in real accounts. */
export const seedData = (): CloudData => ({
  buckets: [goods, avatar, cover, material, overseas, review, brand, demo, archive],
  queues: [
    queue(goods, 1, {
      name: 'queue-pic-process-1',
      state: 'Active',
      notifyConfigXml: urlCallback(
        'https://notify.shop.example.com/ci/picture?app=goods&amp;token=4f1c9e7b2a',
        'TaskFinish,WorkflowFinish',
        'JSON',
      ),
      createTime: '2024-03-11T10:02:45+0800',
      updateTime: '2025-10-21T18:30:07+0800',
    }),
    queue(avatar, 1, {
      name: 'queue-pic-process-1',
      state: 'Active',
      notifyConfigXml: OFF,
      createTime: '2024-03-11T10:05:12+0800',
      updateTime: '2024-03-11T10:05:12+0800',
    }),
    queue(cover, 1, {
      name: 'queue-live-cover',
      state: 'Paused',
      notifyConfigXml: urlCallback('http://callback.live.example.com/cover', 'TaskFinish', 'XML'),
      createTime: '2024-06-02T09:41:30+0800',
      updateTime: '2025-11-03T02:14:53+0800',
    }),
    queue(material, 1, {
      name: '广告素材处理队列',
      state: 'Active',
      notifyConfigXml: tdmqCallback('Topic', 'cd', 'ad-material-finish'),
      createTime: '2024-08-19T14:20:00+0800',
      updateTime: '2025-09-30T11:08:26+0800',
    }),
    queue(overseas, 1, {
      name: 'queue-pic-process-1',
      state: 'Active',
      notifyConfigXml: tdmqCallback('Queue', 'hk', 'overseas-goods-finish'),
      createTime: '2025-01-07T16:33:18+0800',
      updateTime: '2025-08-12T20:47:59+0800',
    }),
    queue(review, 1, {
      name: 'queue-content-review',
      state: 'Active',
      notifyConfigXml: KAFKA,
      createTime: '2025-02-25T11:11:11+0800',
      updateTime: '2025-11-10T09:00:34+0800',
    }),
    queue(brand, 1, {
      name: 'queue-brand-*-1',
      state: 'Paused',
      notifyConfigXml: OFF,
      createTime: '2025-03-14T15:09:26+0800',
      updateTime: '2025-10-09T17:52:41+0800',
    }),
    queue(demo, 1, {
      name: 'queue-pic-process-1',
      state: 'Active',
      // Switched off, its settings kept for the next time.
      notifyConfigXml:
        '<NotifyConfig><Url>http://demo.example.com/notify</Url><Event>TaskFinish</Event><Type>Url</Type>' +
        '<State>Off</State><ResultFormat>XML</ResultFormat></NotifyConfig>',
      createTime: '2025-05-20T13:14:00+0800',
      updateTime: '2025-07-01T08:00:00+0800',
    }),
  ],
});

const REGIONS = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-nanjing'];
const ENVIRONMENTS: CloudBucket['environment'][] = ['production', 'staging', 'test'];

const pick = <T>(list: readonly T[], index: number, otherwise: T): T =>
  list[index % list.length] ?? otherwise;

/**
 * As much data as is asked for, the same every time: regions, environments, states and callbacks take turns. Every
 * bucket is open, and none is in the slow region.
 */
export const generatedData = (bucketCount: number, queuesPerBucket: number): CloudData => {
  const start = parseTime('2025-01-01T00:00:00+0800');
  const buckets = Array.from({ length: bucketCount }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    const region = pick(REGIONS, index, SLOW_REGION);
    return bucket(`image-set-${number}`, region, `图片集 ${number}`, pick(ENVIRONMENTS, index, 'test'));
  });
  const queues = buckets.flatMap((owner, bucketIndex) =>
    Array.from({ length: queuesPerBucket }, (_, index) => {
      const turn = bucketIndex + index;
      const callbacks = [
        OFF,
        urlCallback(`https://notify.example.com/set/${bucketIndex + 1}/${index + 1}`, 'TaskFinish', 'JSON'),
        tdmqCallback('Queue', 'gz', `image-set-${bucketIndex + 1}`),
      ];
      return queue(owner, index + 1, {
        name: `queue-pic-process-${index + 1}`,
        state: turn % 3 === 2 ? 'Paused' : 'Active',
        notifyConfigXml: pick(callbacks, turn, OFF),
        createTime: formatTime(start + turn * 60_000),
        updateTime: formatTime(start + turn * 3600_000),
      });
    }),
  );
  return { buckets, queues };
};
