import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const stsBody = z.object({ Name: z.string(), Policy: z.string(), DurationSeconds: z.number() });

/** What STS was asked for, with the policy decoded. */
export interface StsCall {
  name: string;
  policy: unknown;
  durationSeconds: number;
}

/** WeChat and STS on one loopback port: any code `of-OPENID` is good, every STS call is granted. */
export async function startUpstreams() {
  const stsCalls: StsCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      response.setHeader('content-type', 'application/json');
      if (url.pathname === '/sns/jscode2session') {
        const code = url.searchParams.get('js_code') ?? '';
        response.end(JSON.stringify(code.startsWith('of-') ? { openid: code.slice(3) } : { errcode: 40029 }));
        return;
      }
      const { Name, Policy, DurationSeconds } = stsBody.parse(JSON.parse(Buffer.concat(chunks).toString()));
      stsCalls.push({
        name: Name,
        policy: JSON.parse(decodeURIComponent(Policy)),
        durationSeconds: DurationSeconds,
      });
      const Credentials = {
        TmpSecretId: `id-${stsCalls.length}`,
        TmpSecretKey: `key-${stsCalls.length}`,
        Token: `token-${stsCalls.length}`,
      };
      const ExpiredTime = Math.floor(Date.now() / 1000) + DurationSeconds;
      response.end(JSON.stringify({ Response: { Credentials, ExpiredTime, RequestId: 'r' } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stsCalls,
    close: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}
