/** The stand-ins as a process of their own, WeChat and STS 50 ms away. Gives out login codes on request. */
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { startCloud } from '../../sandbox/cloud';

/** Sent once, when the stand-ins can be used. */
export interface CloudReady {
  wechat: { url: string; appid: string; secret: string };
  sts: { url: string; secretId: string; secretKey: string };
}

/** Asks for a login code for each of these people, in this order. */
export interface CodesWanted {
  openids: string[];
}

const LATENCY_MS = 50;

// A hundred requests wait for the same end of the stand-in: no leak.
EventEmitter.defaultMaxListeners = 0;

async function main(): Promise<void> {
  const cloud = await startCloud();
  const giveCodes = async ({ openids }: CodesWanted): Promise<void> => {
    // The last run hung up on what was under way; a reset would cut it, and five cuts in a row look like an outage.
    await delay(10 * LATENCY_MS);
    // Also forgets how often everybody has logged in: WeChat allows a hundred times a minute.
    cloud.reset({});
    cloud.setFaults(['wechat', 'sts'].map((service) => ({ service, kind: 'latency', ms: LATENCY_MS })));
    process.send?.(openids.map((openid) => cloud.issueLoginCode(openid)));
  };
  process.on('message', (wanted: CodesWanted) => void giveCodes(wanted));
  const ready: CloudReady = {
    wechat: { url: cloud.urls.wechat, ...cloud.wechat },
    sts: { url: cloud.urls.sts, ...cloud.account },
  };
  process.send?.(ready);
}

if (process.send !== undefined) void main();
