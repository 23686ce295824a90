import { setLanguage } from '../../../miniprogram/i18n/index';
import { environmentText, phaseText, regionText, stateText } from '../../../miniprogram/i18n/words';

beforeEach(() => {
  setLanguage('zh_CN');
});

test('a state is a word; an unknown one is shown as it is, a missing one as unknown', () => {
  expect(['Active', 'Paused', 'Draining', ''].map(stateText)).toEqual([
    '运行中',
    '已暂停',
    '状态 Draining',
    '状态未知',
  ]);
});

test('a region is a place and its id; an unknown one is its id', () => {
  expect(['ap-guangzhou', 'ap-nowhere', 'constructor'].map(regionText)).toEqual([
    '广州 ap-guangzhou',
    'ap-nowhere',
    'constructor',
  ]);
});

test('an environment is a word; an unknown one is shown as it is', () => {
  expect(['production', 'canary'].map(environmentText)).toEqual(['生产', 'canary']);
});

test('no phase of a write says done', () => {
  const phases = (['waiting', 'reading', 'sending', 'verifying', 'checking'] as const).map(phaseText);
  expect(phases).toEqual(['等待上一次操作…', '正在读取…', '正在提交…', '正在核对…', '结果未知，正在核对…']);
});

test('names of an object’s own methods are no states', () => {
  expect(stateText('constructor')).toBe('状态 constructor');
  expect(environmentText('toString')).toBe('toString');
});
