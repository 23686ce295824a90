import type { Dictionary } from '../index';

export const regions: Dictionary['regions'] = {
  'ap-beijing': 'Beijing',
  'ap-nanjing': 'Nanjing',
  'ap-shanghai': 'Shanghai',
  'ap-guangzhou': 'Guangzhou',
  'ap-chengdu': 'Chengdu',
  'ap-chongqing': 'Chongqing',
  'ap-hongkong': 'Hong Kong',
  'ap-singapore': 'Singapore',
  'ap-jakarta': 'Jakarta',
  'ap-bangkok': 'Bangkok',
  'ap-seoul': 'Seoul',
  'ap-tokyo': 'Tokyo',
  'ap-mumbai': 'Mumbai',
  'na-siliconvalley': 'Silicon Valley',
  'na-ashburn': 'Virginia',
  'sa-saopaulo': 'Sao Paulo',
  'eu-frankfurt': 'Frankfurt',
};
