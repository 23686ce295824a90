import type { Queue } from '../../../../miniprogram/models/queue';
import { describeQueue, type DetailView, type RowView } from '../../../../miniprogram/pages/queue/detail';
import { formatDateTime } from '../../../../miniprogram/utils/time';
import { makeQueue } from '../../../support/make-queue';
import { grant, makeKafka, makeNotified } from './support';

const describeIt = (queue: Queue, revealed = false): DetailView =>
  describeQueue(queue, grant, revealed, false);
const pairs = (rows: RowView[]): [string, string][] => rows.map(({ label, value }) => [label, value]);

test('everything that CI says is shown', () => {
  const view = describeIt(makeQueue());
  expect(view).toMatchObject({ name: 'queue-pic-process-1', stateText: '运行中', label: '相册' });
  expect(pairs([...view.notify, ...view.notifyMore])).toEqual([
    ['回调', '开启'],
    ['回调事件', '任务完成、工作流完成'],
    ['回调类型', 'HTTP 地址（Url）'],
    ['回调内容格式', 'JSON'],
  ]);
  const time = formatDateTime(Date.UTC(2022, 7, 9, 8, 23, 11));
  expect(pairs(view.facts)).toEqual([
    ['队列 ID', 'p8366c460c67b4c65a9bf81b41eaa3c4b'],
    ['存储桶', 'photos-1250000000'],
    ['地域', '广州 ap-guangzhou'],
    ['类别', 'PicProcessing'],
    ['最大长度', '10000'],
    ['最大并发', '10'],
    ['创建时间', time],
    ['更新时间', time],
  ]);
});

test('ids can be copied', () => {
  const copyable = describeIt(makeQueue()).facts.filter((row) => row.copyable);
  expect(copyable.map(({ key, copyText }) => [key, copyText])).toEqual([
    ['queueId', ''],
    ['bucket', ''],
    ['region', 'ap-guangzhou'],
  ]);
});

test('what CI does not say is told as not set, a time that is none as it is', () => {
  const view = describeIt(makeQueue({ MaxSize: '', MaxConcurrent: '', UpdateTime: '-' }));
  const facts = Object.fromEntries(pairs(view.facts));
  expect([facts['最大长度'], facts['最大并发'], facts['更新时间']]).toEqual(['未设置', '未设置', '-']);
});

test('a paused queue and a state that CI added later say what they are', () => {
  expect(describeIt(makeQueue({ State: 'Paused' })).stateNote).toContain('等到恢复后再执行');
  expect(describeIt(makeQueue({ State: 'Draining' }))).toMatchObject({
    stateText: '状态 Draining',
    stateNote: '本控制台不认识这个状态',
  });
});

test('the token in an address is hidden until it is asked for', () => {
  const queue = makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' });
  expect(JSON.stringify(describeIt(queue))).not.toContain('s3cr3t');
  expect(describeIt(queue).address).toMatchObject({ secret: true, note: '可能含令牌的部分已隐藏' });
  expect(describeIt(queue, true).address?.value).toBe('https://a.example.com/?token=s3cr3t');
});

test('an address without a secret has nothing to reveal', () => {
  expect(describeIt(makeQueue()).address).toMatchObject({
    value: 'https://callback.example.com/ci',
    secret: false,
  });
});

test('settings that the type does not use are shown as such', () => {
  const view = describeIt(makeNotified({ Type: 'TDMQ', MqMode: 'Topic', MqRegion: 'sh', MqName: 'jobs' }));
  expect(view.address?.note).toBe('当前类型不使用，保留备用');
  expect(view.notifyMore.map(({ note }) => note)).toEqual(['', '', '', '']);
  const unused = describeIt(makeNotified({ MqName: 'jobs' }));
  expect(unused.notifyMore.map(({ key, note }) => [key, note])).toEqual([
    ['resultFormat', ''],
    ['mqName', '当前类型不使用，保留备用'],
  ]);
});

test('elements that this program does not know are shown', () => {
  expect(describeIt(makeKafka())).toMatchObject({
    address: null,
    notifyOther: [{ path: 'KafkaConfig.InstanceId', text: 'ckafka-1' }, { path: 'KafkaConfig.Topic' }],
  });
  expect(describeIt(makeQueue({ Speed: 'fast' })).factsOther).toEqual([{ path: 'Speed', text: 'fast' }]);
});

test('a format that is not set is XML', () => {
  expect(describeIt(makeNotified({ ResultFormat: '' })).notifyMore[0]?.value).toBe('未设置（按 XML）');
});
