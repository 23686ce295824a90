import fc from 'fast-check';
import { checkCredentials, signingFailure } from '../../miniprogram/models/signing';
import { SigningError, STATUS } from '../../server/src/errors';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { errorCodes, problemsOf, requiredPaths, shapeOf, valuesOf } from './support/contract';
import { startSigningServer, type SigningServer } from './support/signing-server';

const RESPONSE = shapeOf('CredentialsResponse');
const ERROR = shapeOf('SigningErrorResponse');

describe('the server', () => {
  let cloud: Cloud;
  let server: SigningServer;

  beforeEach(async () => {
    cloud = await startCloud();
    server = await startSigningServer(cloud, { env: { RATE_LIMIT_PER_OPENID: '2' } });
  });

  afterEach(async () => {
    await server.close();
    await cloud.close();
  });

  test('has the codes and statuses of the contract, and no other', () => {
    const contract = errorCodes().map(({ code, status }) => [code, status]);
    expect(new Map(Object.entries(STATUS))).toEqual(new Map(contract as [string, number][]));
  });

  test('answers as the contract says, cached or not', async () => {
    for (let time = 0; time < 2; time += 1) {
      const response = await server.login('oLiWei');
      expect(response.status).toBe(200);
      expect(problemsOf(RESPONSE, await response.json())).toEqual([]);
    }
  });

  test('refuses as the contract says', async () => {
    const withFault = async (fault: object) => {
      cloud.setFaults([fault]);
      const response = await server.login('oChenChen');
      cloud.setFaults([]);
      return response;
    };
    const responses = [
      await server.login('oStranger'),
      await server.post('{'),
      await server.post({ code: 'x' }),
      await server.post('x', { 'content-type': 'text/plain' }),
      await server.post('x'.repeat(5000)),
      await fetch(`${server.url}/nothing`),
      await fetch(`${server.url}/v1/credentials`),
      await withFault({ service: 'wechat', kind: 'html' }),
      await withFault({ service: 'wechat', kind: 'status', status: 200, code: '40226' }),
      await withFault({ service: 'wechat', kind: 'status', status: 200, code: '40013' }),
      await withFault({ service: 'sts', kind: 'html', times: 9 }),
      await withFault({ service: 'sts', kind: 'clock', ms: 1e6 }),
      await fetch(`${server.url}/readyz`),
      await server.login('oChenChen'),
    ];
    const codes: string[] = [];
    for (const response of responses) {
      const body: unknown = await response.json();
      expect(problemsOf(ERROR, body)).toEqual([]);
      const { error } = body as { error: { code: keyof typeof STATUS } };
      expect(response.status).toBe(STATUS[error.code]);
      codes.push(error.code);
    }
    expect(new Set(codes).size).toBeGreaterThan(11);
  });

  test('takes every field of the request, needs those that it must have, and no other', async () => {
    const shape = shapeOf('CredentialsRequest');
    const required = requiredPaths(shape).flat();
    expect(required).toEqual(['code']);
    const fields = shape.kind === 'object' ? Object.keys(shape.fields) : [];
    const full = Object.fromEntries(fields.map((name) => [name, 'x']));
    const { group, ...rest } = full;
    expect(group).toBe('x');
    expect((await server.post(full)).status).toBe(401);
    expect((await server.post(rest)).status).toBe(401);
    for (const name of required) expect((await server.post({ ...full, [name]: undefined })).status).toBe(400);
    expect((await server.post({ ...full, more: 'x' })).status).toBe(400);
  });
});

describe('the phone', () => {
  const responses = valuesOf(RESPONSE)
    .map((value) => value as Record<string, unknown> & { startTime: number })
    .map((value) => ({ ...value, expiredTime: value.startTime + 1800 }));

  test('takes every answer that the contract allows', () => {
    fc.assert(
      fc.property(responses, (response) => {
        expect(checkCredentials(JSON.parse(JSON.stringify(response)))).toEqual(response);
      }),
    );
  });

  test.each(requiredPaths(RESPONSE).map((path) => path.join('.')))('refuses an answer without %s', (path) => {
    fc.assert(
      fc.property(responses, (response) => {
        expect(() => checkCredentials(without(response, path.split('.')))).toThrow();
      }),
      { numRuns: 10 },
    );
  });

  test.each(errorCodes())('knows $code from its body, whatever the status', ({ code }) => {
    const details = { openid: 'oLiWei', retryAfter: 7 };
    const body = new SigningError(code as keyof typeof STATUS, details).toBody('r-1');
    const failure = signingFailure(418, body, 'host');
    expect(failure.details).toMatchObject({ ...details, cloudCode: code, requestId: 'r-1' });
    expect(signingFailure(599, body, 'host').code).toBe(failure.code);
  });
});

/** The same without what is at the path. */
function without(value: unknown, [name = '', ...rest]: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? without(item, rest) : (item as unknown)));
  const entries = Object.entries(value as object);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== name));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === name ? without(inner, rest) : (inner as unknown)]),
  );
}
