import { z } from 'zod';
import type { Config } from '../config';
import { OutageError, SigningError } from '../errors';
import type { HttpAnswer, HttpGet } from './http-get';
import { statusError, type Guard } from './guard';

/** Exchanges a code of `wx.login` for the openid behind it. Rejects with a SigningError. */
export type Login = (code: string) => Promise<string>;

const answerSchema = z.object({ errcode: z.number().optional(), openid: z.string().min(1).optional() });

/** Failures of the connection itself, before the request could reach WeChat. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH']);

/** errcodes of code2session and of every WeChat API; any other one means that the server's own settings are refused. */
function refusalOf(errcode: number): SigningError {
  const reason = `errcode ${errcode}`;
  switch (errcode) {
    case -1: // Busy: the document says to come back with the same request.
      return new OutageError('WECHAT_UNAVAILABLE', reason, true);
    case 40029: // Not a code of this app, or expired.
    case 40163: // Used already.
      return new SigningError('CODE_REJECTED', { reason });
    case 40226:
      return new SigningError('LOGIN_BLOCKED', { reason });
    case 45011: // 100 per user and minute.
      return new SigningError('RATE_LIMITED', { reason, retryAfter: 60 });
    default:
      return new SigningError('WECHAT_REJECTED', { reason });
  }
}

/** code2session: `GET /sns/jscode2session`. The session_key in its answer is dropped here and never stored. */
export function wechatLogin({ appid, secret }: Config['wechat'], get: HttpGet, guard: Guard): Login {
  return (code) => {
    const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' });
    return guard((signal) => exchange(() => get(`/sns/jscode2session?${query.toString()}`, signal)));
  };
}

async function exchange(ask: () => Promise<HttpAnswer>): Promise<string> {
  const { status, body } = await ask().catch((error: unknown) => {
    const reason = faultOf(error);
    // A login code is good for one exchange. If WeChat may have seen it, sending it again would turn a lost answer
    // into "code rejected"; the phone comes back with a fresh one instead.
    throw new OutageError('WECHAT_UNAVAILABLE', reason, NEVER_SENT.has(reason));
  });
  if (status !== 200) throw statusError('wechat', status, false);
  const { errcode = 0, openid } = parseAnswer(body);
  if (errcode !== 0) throw refusalOf(errcode);
  if (openid === undefined) throw new OutageError('WECHAT_UNAVAILABLE', 'an answer without openid', false);
  return openid;
}

function parseAnswer(text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    throw new OutageError('WECHAT_UNAVAILABLE', 'not an answer of code2session', false);
  }
}

/** The system's code of a failed request: a message could quote the address, and with it the secret. */
function faultOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
