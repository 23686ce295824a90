import type { FieldName } from '../../../../miniprogram/models/fields';
import { targetText, valueText } from '../../../../miniprogram/pages/queue/words';
import { makeFields } from './support';

test.each<[FieldName, string, string]>([
  ['name', 'queue-*-1', 'queue-*-1'],
  ['state', 'Paused', '已暂停'],
  ['notifyState', 'Off', '关闭'],
  ['events', 'TaskFinish,WorkflowFinish', '任务完成、工作流完成'],
  ['type', 'TDMQ', '消息队列（TDMQ）'],
  ['resultFormat', 'XML', 'XML'],
  ['mqMode', 'Topic', '主题（Topic）'],
  ['mqRegion', 'hk', '中国香港'],
  ['mqName', 'jobs', 'jobs'],
])('a value of %s is told in words: %s', (field, value, text) => {
  expect(valueText(field, value)).toBe(text);
});

test.each<[FieldName, string]>([
  ['notifyState', 'Muted'],
  ['events', 'TransCodingFinish'],
  ['type', 'Kafka'],
  ['mqMode', 'Fanout'],
  ['mqRegion', 'sg'],
  // A name that every object has is still no word of ours.
  ['type', 'constructor'],
])('a value of %s that CI added later stays as it is: %s', (field, value) => {
  expect(valueText(field, value)).toBe(value);
});

test('nothing is told as nothing', () => {
  expect(valueText('mqName', '  ')).toBe('未设置');
});

test('a callback address never shows its token', () => {
  expect(valueText('url', 'https://a.example.com/ci?app=1&token=s3cr3t')).toBe(
    'https://a.example.com/ci?app=1&token=***',
  );
});

test('the target of notifications is what its type uses', () => {
  expect(targetText(makeFields({ url: 'https://a.example.com/?token=s3cr3t', mqName: 'unused' }))).toBe(
    'https://a.example.com/?token=••••',
  );
  expect(targetText(makeFields({ type: 'TDMQ', mqRegion: 'sh', mqMode: 'Queue', mqName: 'jobs' }))).toBe(
    'TDMQ · 上海 · 队列（Queue） · jobs',
  );
  expect(targetText(makeFields({ type: 'Kafka' }))).toBe('Kafka');
});
