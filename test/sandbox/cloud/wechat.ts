import { randomBytes, randomInt } from 'node:crypto';
import type { CloudClock } from './clock';
import { type Answer, type Received, Refusal } from './http';
import type { Dialect } from './stand-in';

const CODE_LIFETIME_MS = 5 * 60 * 1000;
const EXCHANGES_PER_MINUTE = 100;

/** The mini-program that the stand-in knows. */
export interface WechatApp {
  appid: string;
  secret: string;
}

/** `wx.login` and its counterpart for servers, `jscode2session`: codes, who they belong to, and how often. */
export class LoginCodes {
  readonly #clock: CloudClock;
  readonly #codes = new Map<string, { appid: string; openid: string; issuedAt: number }>();
  readonly #exchanges = new Map<string, number[]>();

  constructor(clock: CloudClock) {
    this.#clock = clock;
  }

  /** Milliseconds since 1970 by WeChat's clock. */
  now(): number {
    return this.#clock.now('wechat');
  }

  /** A fresh code, as `wx.login` of the mini-program `appid` gives it to `openid`. */
  issue(appid: string, openid: string): string {
    const code = `0${randomBytes(12).toString('hex')}${randomInt(1e6).toString().padStart(7, '0')}`;
    this.#codes.set(code, { appid, openid, issuedAt: this.#clock.now('wechat') });
    return code;
  }

  /** The openid behind a code, once and within five minutes, for its own mini-program only. */
  redeem(appid: string, code: string): string | undefined {
    const issued = this.#codes.get(code);
    if (issued?.appid !== appid) return undefined;
    this.#codes.delete(code);
    const age = this.#clock.now('wechat') - issued.issuedAt;
    return age <= CODE_LIFETIME_MS ? issued.openid : undefined;
  }

  /** Counts an exchange; false when this user has had his hundred of the last minute. */
  count(openid: string): boolean {
    const now = this.#clock.now('wechat');
    const recent = (this.#exchanges.get(openid) ?? []).filter((at) => now - at < 60_000);
    this.#exchanges.set(openid, [...recent, now]);
    return recent.length < EXCHANGES_PER_MINUTE;
  }

  /** Forgets how often each user came; the codes stay good. */
  forgetCounts(): void {
    this.#exchanges.clear();
  }
}

// The others are the secret and the login code.
const LOGGED_PARAMS = ['appid', 'grant_type'];

const MESSAGES: Readonly<Record<string, string>> = {
  '-1': 'system error',
  '40002': 'invalid grant_type',
  '40013': 'invalid appid',
  '40029': 'invalid code',
  '40125': 'invalid appsecret',
  '40226': 'code blocked',
  '41002': 'appid missing',
  '41004': 'appsecret missing',
  '41008': 'missing code',
  '43001': 'require GET method',
  '45011': 'api minute-quota reach limit, must slower, retry next minute',
};

// WeChat answers JSON as text/plain, and every error with status 200.
const answer = (body: object, code: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain', Connection: 'keep-alive' },
  body: JSON.stringify(body),
  code,
});

const refuse = (errcode: number): never => {
  throw new Refusal(200, String(errcode), '');
};

/**
 * WeChat's `GET /sns/jscode2session` (auth.code2Session of the mini-program server API): every error has HTTP status
 * 200 and an `errcode`; a success has none.
 */
export const wechatDialect = (
  app: WechatApp,
  codes: LoginCodes,
  blockedOpenids: readonly string[],
): Dialect => ({
  service: 'wechat',

  answer({ method, path, query }: Received): Answer {
    if (path !== '/sns/jscode2session') {
      return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '', code: '404' };
    }
    if (method !== 'GET') refuse(43001);
    const params = new URLSearchParams(query);
    const param = (name: string): string => params.get(name) ?? '';
    if (param('appid') === '') refuse(41002);
    if (param('secret') === '') refuse(41004);
    if (param('js_code') === '') refuse(41008);
    if (param('grant_type') !== 'authorization_code') refuse(40002);
    if (param('appid') !== app.appid) refuse(40013);
    if (param('secret') !== app.secret) refuse(40125);
    const openid = codes.redeem(app.appid, param('js_code'));
    if (openid === undefined) return refuse(40029);
    if (blockedOpenids.includes(openid)) refuse(40226);
    if (!codes.count(openid)) refuse(45011);
    return answer({ session_key: randomBytes(16).toString('base64'), openid }, '');
  },

  refuse({ code }: Refusal): Answer {
    const rid = [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-');
    const errmsg = `${MESSAGES[code] ?? 'error'}, rid: ${rid}`;
    return answer({ errcode: Number(code), errmsg }, code);
  },

  loggedQuery(query) {
    const params = new URLSearchParams(query);
    for (const name of [...params.keys()]) {
      if (!LOGGED_PARAMS.includes(name)) params.delete(name);
    }
    return params.toString();
  },
  latencyMs: () => 0,
  defaultCode: () => '-1',
  expireToken: () => undefined,
  now: () => codes.now(),
});
