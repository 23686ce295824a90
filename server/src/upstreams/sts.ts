import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { sts } from 'tencentcloud-sdk-nodejs-sts';
import { z } from 'zod';
import type { TemporaryCredentials } from '../../../typings/signing-api';
import { isLoopback, type Config } from '../config';
import { OutageError, SigningError } from '../errors';
import type { Policy } from '../access/policy';
import { statusError, type Guard } from './guard';

/** A key fresh from STS; times are Unix seconds by the cloud's clock. */
export interface IssuedKey {
  credentials: TemporaryCredentials;
  startTime: number;
  expiredTime: number;
}

/** Issues one temporary key. Rejects with a SigningError. */
export type IssueKey = (sessionName: string, policy: Policy) => Promise<IssuedKey>;

const answerSchema = z.object({
  Credentials: z.object({
    TmpSecretId: z.string().min(1),
    TmpSecretKey: z.string().min(1),
    Token: z.string().min(1),
  }),
  ExpiredTime: z.int(),
});

/** How far the server's clock and the cloud's are apart at most, seconds: STS refuses a call signed five minutes off. */
const CLOCKS_APART = 300;

/** An answer of the API, such as `AuthFailure.SignatureExpire`; a system's code such as `ECONNRESET` is none. */
const API_CODE = /^[A-Z][a-z]/;

/** Codes of an STS that is busy or broken; every other code refuses the server's own key, policy or clock. */
const BUSY =
  /^(InternalError|RequestLimitExceeded|ResourceInsufficient|ResourceUnavailable|ServiceUnavailable)\b/;

/** GetFederationToken (document 598/35838) through the official SDK, with a kept-alive connection. */
export function stsIssuer(config: Config['sts'], ttlSeconds: number, guard: Guard, now: () => number) {
  const { protocol, hostname, host, port } = new URL(config.endpoint);
  // The SDK signs the first label of the host as the service name, so a stand-in on this machine gets such a host too.
  const local = isLoopback(hostname);
  const agentOptions = { keepAlive: true, ...(local && { lookup: lookupLoopback }) };
  const agent = protocol === 'https:' ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
  const ownHost = local ? 'sts.localhost' : hostname;
  connectOnlyTo(agent, ownHost);
  const client = new sts.v20180813.Client({
    credential: { secretId: config.secretId, secretKey: config.secretKey },
    region: config.region,
    profile: {
      httpProfile: {
        protocol: `${protocol}//`,
        endpoint: local ? `${ownHost}:${port}` : host,
        // None of its own: the guard's signal ends a call, and the SDK forgets the timer of an answer that breaks off.
        reqTimeout: 0,
        agent,
      },
    },
  });

  const issue: IssueKey = (sessionName, policy) =>
    // A second key does no harm, so every outage may be tried again.
    guard(async (signal) => {
      const request = {
        Name: sessionName,
        Policy: encodeURIComponent(JSON.stringify(policy)),
        DurationSeconds: ttlSeconds,
      };
      const askedAt = now() / 1000;
      const answer = answerSchema.safeParse(
        await client.request('GetFederationToken', request, { signal }).catch(rethrow),
      );
      if (!answer.success) throw new OutageError('STS_UNAVAILABLE', 'not an answer of STS', true);
      const { Credentials, ExpiredTime } = answer.data;
      // The phone sets its clock by this, so it must be the end of a key that was issued during this call.
      const issuedAt = ExpiredTime - ttlSeconds;
      const answeredAt = now() / 1000;
      if (
        issuedAt < Math.floor(askedAt) - CLOCKS_APART ||
        issuedAt > answeredAt + CLOCKS_APART ||
        ExpiredTime <= answeredAt
      ) {
        throw new OutageError('STS_UNAVAILABLE', 'an ExpiredTime that was not asked for', true);
      }
      return {
        credentials: {
          tmpSecretId: Credentials.TmpSecretId,
          tmpSecretKey: Credentials.TmpSecretKey,
          sessionToken: Credentials.Token,
        },
        startTime: ExpiredTime - ttlSeconds,
        expiredTime: ExpiredTime,
      };
    });
  return {
    issue,
    close: () => {
      agent.destroy();
    },
  };
}

/** Refuses other hosts: the SDK follows redirects, which would carry the call elsewhere and bring a key from there. */
function connectOnlyTo(agent: http.Agent, ownHost: string): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    if (options.host !== ownHost) throw new Error('a redirect to another host');
    return connect(options, done);
  };
}

/** Keeps the code alone: an error of the SDK may quote the request, and with it the SecretId. */
function rethrow(error: unknown): never {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = error instanceof Error && 'httpCode' in error ? error.httpCode : undefined;
  if (typeof status === 'number' && status < 500) throw statusError('sts', status, true);
  if (!API_CODE.test(code)) throw new OutageError('STS_UNAVAILABLE', code === '' ? 'no answer' : code, true);
  if (BUSY.test(code)) throw new OutageError('STS_UNAVAILABLE', code, true);
  throw new SigningError('STS_REJECTED', { reason: code });
}

const lookupLoopback: LookupFunction = (_host, { all }, done) => {
  if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};
