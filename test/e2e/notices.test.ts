/** What keeps a picture with an error on it from being taken; no browser is needed for it. */
import { expectNotices } from './notices';

const OUTAGE = '登录服务暂时不可用\n稍后再试';

test('an error that the screen did not ask for fails, with its words', () => {
  expect(() => {
    expectNotices('queue', [OUTAGE], []);
  }).toThrow(/screen queue .*\n.*without having asked for it: 登录服务暂时不可用 稍后再试/);
});

test('an error beside one that was asked for fails', () => {
  expect(() => {
    expectNotices('board', ['没有开通', OUTAGE], ['没有开通']);
  }).toThrow(/登录服务暂时不可用/);
});

test('a notice that the screen is about and that is not there fails', () => {
  expect(() => {
    expectNotices('service-down', [], ['登录服务暂时不可用']);
  }).toThrow(/does not show: 登录服务暂时不可用/);
});

test('a screen with what it asked for, and one without notices, pass', () => {
  expectNotices('service-down', [OUTAGE], ['登录服务暂时不可用']);
  expectNotices('queue', [], []);
});
