import { startCloud, type Cloud } from '../sandbox/cloud';
import { deferred } from './support/deferred';
import { openRaw } from './support/raw-socket';
import { errorOf, startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

describe('address limit', () => {
  const restart = async (env: Record<string, string>) => {
    await server.close();
    server = await startSigningServer(cloud, { env });
  };
  const from = (forwarded: string) =>
    fetch(`${server.url}/nothing`, { headers: { 'x-forwarded-for': forwarded } });

  test('an address that asks too often, whatever for, is told when to come back', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '2' });
    await from('');
    await server.post('{');
    const response = await server.login('oLiWei');
    expect(response.status).toBe(429);
    const { code, retryAfter = 0 } = await errorOf(response);
    expect(code).toBe('RATE_LIMITED');
    expect(response.headers.get('retry-after')).toBe(String(retryAfter));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(cloud.log()).toEqual([]);
  });

  test('without a trusted proxy, a forwarded address is a caller’s fancy', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '1' });
    expect((await from('192.0.2.1')).status).toBe(404);
    expect((await from('192.0.2.2')).status).toBe(429);
  });

  test('behind a trusted proxy, callers are told apart by the last address that is none of the proxies', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '1', TRUST_PROXY: 'loopback,10.0.0.0/8' });
    expect((await from('192.0.2.1, 10.1.1.1')).status).toBe(404);
    expect((await from('192.0.2.2, 10.1.1.1')).status).toBe(404);
    // The first address was sent by the caller himself: the proxy added the second.
    expect((await from('192.0.2.9, 192.0.2.1')).status).toBe(429);
  });

  test('the port that a proxy adds to an address does not make a caller new', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '1', TRUST_PROXY: 'loopback,10.0.0.0/8' });
    expect((await from('192.0.2.1:40001')).status).toBe(404);
    expect((await from('192.0.2.1:40002')).status).toBe(429);
    expect((await from('192.0.2.1, 10.1.1.1:443')).status).toBe(429);
    expect((await from('[2001:db8::1]:40001')).status).toBe(404);
    expect((await from('[2001:db8::1]')).status).toBe(429);
    expect((await from('2001:db8::1')).status).toBe(429);
    expect(server.requestLines().map(({ address }) => address)).toEqual([
      ...Array<string>(3).fill('192.0.2.1'),
      ...Array<string>(3).fill('2001:db8::1'),
    ]);
  });

  test('a caller who hangs up at once is counted as every other one', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '1' });
    const logged = deferred();
    server.onRequestLine(logged.resolve);
    const { socket } = await openRaw(server.url);
    socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n', () => socket.resetAndDestroy());
    await logged.promise;
    expect(server.requestLines()).toEqual([
      expect.objectContaining({ outcome: 'NOT_FOUND', address: '127.0.0.1' }),
    ]);
    expect((await from('')).status).toBe(429);
  });

  test('a whole IPv6 network of one caller counts as one', async () => {
    await restart({ RATE_LIMIT_PER_ADDRESS: '1', TRUST_PROXY: 'loopback' });
    expect((await from('2001:db8::1')).status).toBe(404);
    expect((await from('2001:db8::2')).status).toBe(429);
    expect((await from('2001:db8:0:1::1')).status).toBe(404);
  });
});
