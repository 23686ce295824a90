import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodePhone, installNodePhone } from './node-phone';
import type { NodePhone } from './node-phone';
import type { RequestOptions } from './core/request';

type Answer = (body: Record<string, unknown>) => object | Promise<object>;

/** A router that answers as the test says; the sandbox's own is tested beside it. */
let answers: Record<string, Answer> = {};
let server: Server;
let sandboxUrl = '';
let phone: NodePhone;

const forever: Answer = () => new Promise(() => undefined);
const text = (data: string): object => ({ statusCode: 200, header: { 'X-Id': '7' }, data });

/** Performs a request and tells which callback was called with what. */
const ask = (options: Partial<RequestOptions>): Promise<Record<string, unknown>> =>
  new Promise((resolve) => {
    phone.wx.request({
      url: 'https://a.example.com/x',
      ...options,
      success: (result) => {
        resolve({ ...result, called: 'success' });
      },
      fail: (error) => {
        resolve({ ...error, called: 'fail' });
      },
    });
  });

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const answer = answers[request.url ?? ''];
      if (!answer) return response.writeHead(500).end();
      return void Promise.resolve(answer(body)).then((result) => response.end(JSON.stringify(result)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sandboxUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  answers = {};
  phone = createNodePhone({ sandboxUrl, openid: 'o-operator' });
});

describe('request', () => {
  test('what goes out is what WeChat would send', async () => {
    const seen: unknown[] = [];
    answers['/__phone/request'] = (body) => {
      seen.push(body);
      return text('');
    };
    await ask({ data: { a: '1 2' }, header: { Referer: 'x' } });
    await ask({ method: 'PUT', data: '<a/>', header: { 'Content-Type': 'application/xml' }, timeout: 900 });
    await ask({ method: 'POST', data: { a: 1 } });
    expect(seen).toEqual([
      {
        url: 'https://a.example.com/x?a=1%202',
        method: 'GET',
        header: { 'content-type': 'application/json' },
        timeout: 60_000,
      },
      {
        url: 'https://a.example.com/x',
        method: 'PUT',
        header: { 'Content-Type': 'application/xml' },
        data: '<a/>',
        timeout: 900,
      },
      {
        url: 'https://a.example.com/x',
        method: 'POST',
        header: { 'content-type': 'application/json' },
        data: '{"a":1}',
        timeout: 60_000,
      },
    ]);
  });

  test('any status is a success, and JSON is parsed unless the caller wants text', async () => {
    answers['/__phone/request'] = () => ({ ...text('{"a":1}'), statusCode: 503 });
    expect(await ask({})).toMatchObject({ called: 'success', statusCode: 503, data: { a: 1 } });
    expect(await ask({ dataType: 'text' })).toMatchObject({ data: '{"a":1}', header: { 'X-Id': '7' } });
    const bytes = await ask({ responseType: 'arraybuffer' });
    expect(new TextDecoder().decode(bytes['data'] as ArrayBuffer)).toBe('{"a":1}');
  });

  test('a host outside the domain list fails with the words of WeChat', async () => {
    answers['/__phone/request'] = () => ({ errMsg: 'request:fail url not in domain list' });
    expect(await ask({})).toMatchObject({ called: 'fail', errMsg: 'request:fail url not in domain list' });
  });

  test('an answer that does not come in time is a timeout', async () => {
    answers['/__phone/request'] = forever;
    expect(await ask({ timeout: 20 })).toMatchObject({ called: 'fail', errMsg: 'request:fail timeout' });
  });

  test('an aborted request fails once', () => {
    answers['/__phone/request'] = forever;
    const fail = jest.fn();
    const task = phone.wx.request({ url: 'https://a.example.com/', fail });
    task.abort();
    task.abort();
    expect(fail.mock.calls).toEqual([[{ errMsg: 'request:fail abort' }]]);
  });

  test('the eleventh request waits until one of ten has ended', async () => {
    let arrived = 0;
    let answerAll: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      answerAll = resolve;
    });
    const tenArrived = new Promise<void>((resolve) => {
      answers['/__phone/request'] = () => {
        arrived += 1;
        if (arrived === 10) resolve();
        return gate.then(() => text(''));
      };
    });
    const all = Promise.all(Array.from({ length: 11 }, () => ask({})));
    await tenArrived;
    // A round trip of its own: an eleventh request on its way would have arrived before it ends.
    answers['/__phone/login'] = () => ({ code: 'c' });
    await phone.wx.login();
    expect(arrived).toBe(10);
    answerAll();
    await all;
    expect(arrived).toBe(11);
  });

  test('in the background an unfinished request is interrupted after five seconds and none can start', async () => {
    const received = new Promise<void>((resolve) => {
      answers['/__phone/request'] = () => {
        resolve();
        return forever({});
      };
    });
    let answer: unknown = 'under way';
    const answered = ask({}).then((outcome) => {
      answer = outcome;
    });
    await received;
    jest.useFakeTimers();
    phone.background();
    jest.advanceTimersByTime(4_999);
    await Promise.resolve();
    expect(answer).toBe('under way');
    jest.advanceTimersByTime(1);
    jest.useRealTimers();
    await answered;
    expect(answer).toMatchObject({ errMsg: 'request:fail interrupted' });
    expect(await ask({})).toMatchObject({ errMsg: 'request:fail interrupted' });
    phone.foreground();
    answers['/__phone/request'] = () => text('');
    expect(await ask({})).toMatchObject({ called: 'success' });
  });
});

test('a login code is the code that the sandbox gives to this person', async () => {
  answers['/__phone/login'] = (body) => ({ code: `code-of-${String(body['openid'])}` });
  expect(await phone.wx.login()).toEqual({ code: 'code-of-o-operator', errMsg: 'login:ok' });
});

test('a sandbox that fails makes login fail', async () => {
  await expect(phone.wx.login()).rejects.toEqual({
    errMsg: 'login:fail the sandbox answered /__phone/login with 500',
  });
});

test('storage gives copies, and an empty string for what is not there', async () => {
  const value = { names: ['a'] };
  phone.wx.setStorageSync('k', value);
  value.names.push('b');
  expect(phone.wx.getStorageSync('k')).toEqual({ names: ['a'] });
  expect(phone.wx.getStorageSync('none')).toBe('');
  await expect(phone.wx.getStorage({ key: 'none' })).rejects.toEqual({
    errMsg: 'getStorage:fail data not found',
  });
  expect(() => {
    phone.wx.setStorageSync('big', 'x'.repeat(1024 * 1024));
  }).toThrow('exceed storage max size');
});

test('a function that the phone does not have says so', () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const fail = jest.fn();
  const scanCode = Reflect.get(phone.wx, 'scanCode') as (options?: object) => void;
  scanCode({ fail });
  expect(fail).toHaveBeenCalledWith({ errMsg: 'scanCode:fail not in the Node phone' });
  expect(() => {
    scanCode();
  }).toThrow('wx.scanCode is not in the Node phone');
  expect(error).toHaveBeenCalledWith('wx.scanCode is not in the Node phone');
  expect([phone.wx.canIUse('scanCode'), phone.wx.canIUse('request')]).toEqual([false, true]);
  error.mockRestore();
});

test('the SDK loads and sends its requests through the installed phone', async () => {
  const headers: unknown[] = [];
  answers['/__phone/request'] = (body) => {
    headers.push(body['header']);
    return text(`<Url>${String(body['url'])}</Url>`);
  };
  const installed = installNodePhone({ sandboxUrl, openid: 'o-operator' });
  const { default: COS } = await import('cos-wx-sdk-v5');
  const key = { SecretId: 'id', SecretKey: 'key', KeyTime: '1700000000;1700003600' };
  const cos = new COS({
    getAuthorization: ({ Method, Pathname, Query, Headers }, callback) => {
      const Authorization = COS.getAuthorization({ ...key, Method, Pathname, Query, Headers });
      callback({ Authorization, SecurityToken: 't' });
    },
    Timeout: 1000,
    AutoSwitchHost: false,
    CorrectClockSkew: false,
  });
  const result = await cos.request({
    Method: 'GET',
    Bucket: 'photos-1250000000',
    Region: 'ap-guangzhou',
    Key: 'picqueue',
    Url: 'https://photos-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue',
    RawBody: true,
  });
  installed.uninstall();
  expect(result.Body).toBe('<Url>https://photos-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue</Url>');
  expect(headers).toEqual([expect.objectContaining({ 'x-ci-security-token': 't' })]);
});
