import { SIGNING_SERVER } from '../../config/env';
import { AppError, toAppError } from '../../models/errors';
import { checkCredentials, signingFailure } from '../../models/signing';
import type { CredentialsRequest, CredentialsResponse } from '../../../typings/signing-api';
import { within } from '../../utils/within';
import { cosSdk } from '../ci/cos-sdk';
import { networkFailure } from '../ci/failures';

/** Longest wait for one answer of the signing server, milliseconds: it may have to ask WeChat and STS. */
const TIMEOUT_MS = 10_000;
/** After this WeChat has forgotten the request, milliseconds: it ends one at its timeout, if it ends it at all. */
const NO_ANSWER_MS = TIMEOUT_MS + 1_000;
/** Longest wait for a login code, milliseconds. */
const LOGIN_MS = 10_000;
/** Longest wait for what the phone knows by itself, milliseconds. */
const PHONE_MS = 1_000;

/** @returns the signing server's address for the version of the mini-program that is running. */
export function signingServer(): string {
  return SIGNING_SERVER[wx.getAccountInfoSync().miniProgram.envVersion];
}

/**
 * Signs in: a fresh `wx.login` code against a temporary key.
 *
 * @param group the bucket group whose key is wanted; `undefined` asks for the admin's first
 * @param refusedKeyId a key of that group that the cloud refused, and that must not come back
 * @throws AppError LOGIN_FAILED, a code of the signing server, or one of the network's
 */
export async function fetchCredentials(
  group: string | undefined,
  refusedKeyId: string | undefined,
): Promise<CredentialsResponse> {
  const code = await within(LOGIN_MS, login(), async () => {
    throw await loginFailure('wx.login never answered');
  });
  const request: CredentialsRequest = { code };
  if (group !== undefined) request.group = group;
  if (refusedKeyId !== undefined) request.refusedKeyId = refusedKeyId;
  const answer = post(signingServer(), request);
  // The caller is about to use the key: load the SDK while the answer is on its way.
  cosSdk();
  return answer;
}

function login(): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => {
        if (code === '') reject(new AppError('LOGIN_FAILED', { note: 'wx.login gave no code' }));
        else resolve(code);
      },
      fail: ({ errMsg }) => {
        void loginFailure(errMsg).then(reject);
      },
    });
  });
}

/** WeChat has many words for a login without a network; the phone knows whether it has one. */
async function loginFailure(note: string): Promise<AppError> {
  const unknown = { networkType: 'unknown' };
  const asked = wx.getNetworkType().catch(() => unknown);
  const { networkType } = await within<{ networkType: string }>(PHONE_MS, asked, () => unknown);
  return new AppError(networkType === 'none' ? 'NETWORK' : 'LOGIN_FAILED', { note });
}

function post(server: string, request: CredentialsRequest): Promise<CredentialsResponse> {
  const host = server.replace(/^https:\/\//, '');
  const answer = new Promise<CredentialsResponse>((resolve, reject) => {
    wx.request({
      url: `${server}/v1/credentials`,
      method: 'POST',
      data: JSON.stringify(request),
      header: { 'content-type': 'application/json' },
      // As text: WeChat would hand over a broken JSON body as a string without a word.
      dataType: 'text',
      timeout: TIMEOUT_MS,
      success: ({ statusCode, data }) => {
        const body = parseJson(data);
        try {
          if (statusCode !== 200) reject(signingFailure(statusCode, body, host));
          else resolve(checkCredentials(body));
        } catch (failure) {
          reject(toAppError(failure));
        }
      },
      fail: ({ errMsg }) => {
        reject(networkFailure(errMsg, host));
      },
    });
  });
  return within(NO_ANSWER_MS, answer, () => {
    throw new AppError('TIMEOUT', { host, note: 'wx.request never answered' });
  });
}

/** @returns the value, `undefined` if the text is not JSON: then the answer is judged by its status alone. */
function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return undefined;
  }
}
