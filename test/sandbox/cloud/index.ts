import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ciDialect } from './ci';
import { CloudClock, type Service } from './clock';
import type { CloudBucket, CloudQueue } from './cloud-data';
import { ControlInputError, parseControl } from './control-input';
import { type Fault, FaultList, parseFaults, type RequestMatch } from './faults';
import { type Gate, Gates } from './gates';
import { Journal, type LogEntry } from './journal';
import type { Answer, Received } from './http';
import { parsePolicy } from './policy';
import { QueueStore, type WriteListener } from './queue-store';
import { generatedData, seedData, SLOW_REGION } from './seed';
import { listenWith, makeStandIn, type StandIn, type Wait } from './stand-in';
import { type AccountKey, stsDialect } from './sts';
import { TemporaryKeys } from './temporary-keys';
import { LoginCodes, type WechatApp, wechatDialect } from './wechat';
import { compactXml, parseXml, XmlError } from './xml';

export { APPID } from './cloud-data';
export type { CloudBucket, CloudQueue } from './cloud-data';
export { ControlInputError } from './control-input';
export type { Fault, RequestMatch } from './faults';
export type { Gate } from './gates';
export type { LogEntry } from './journal';
export type { WriteListener } from './queue-store';
export { SLOW_REGION } from './seed';

export interface CloudOptions {
  /** How long a request to the slow region takes; 1500 by default. */
  slowRegionMs?: number;
  /** Users whom WeChat takes for high-risk; `sandbox-blocked` by default. */
  blockedOpenids?: string[];
  /** The machine's clock, in milliseconds; `Date.now` by default. */
  machineNow?: () => number;
  /** How the stand-ins wait; in real time by default. */
  wait?: Wait;
  /** Told of every write to a queue. */
  onWrite?: WriteListener;
}

/** The stand-ins without a network. Control inputs are checked and throw {@link ControlInputError}. */
export interface CloudCore {
  /** Answers a request to a service in process; `null` stands for a connection that was cut. */
  handle(service: Service, request: Received): Promise<Answer | null>;
  /** The mini-program that WeChat knows; new at every start. */
  wechat: Readonly<WechatApp>;
  /** The permanent key that STS knows; new at every start. */
  account: Readonly<AccountKey>;
  /** What `wx.login` gives to a person: single use, five minutes. */
  issueLoginCode(openid: string): string;
  /** A temporary key made without STS. `policy` is a CAM policy object; 1800 seconds by default. */
  issueKey(
    policy: object,
    durationSeconds?: number,
  ): {
    tmpSecretId: string;
    tmpSecretKey: string;
    sessionToken: string;
    startTime: number;
    expiredTime: number;
  };
  buckets(): CloudBucket[];
  queues(): CloudQueue[];
  log(): LogEntry[];
  /** `{}` is the seed, `{buckets, queuesPerBucket}` generated data. Empties log, faults and gates, drops what waits. */
  reset(input: unknown): void;
  /** Another admin's write: `{bucket, queueId, state?, name?, notifyConfigXml?}`. Any well-formed text goes. */
  edit(input: unknown): CloudQueue;
  /** Replaces all faults. */
  setFaults(input: unknown): Fault[];
  /** Holds requests that match until the gate is opened or the cloud is reset; their faults are met before. */
  hold(match: RequestMatch): Gate;
  /** Milliseconds since 1970 by the clock of a service, `ci` by default. */
  now(service?: Service): number;
}

/** The stand-ins, listening. */
export interface Cloud extends CloudCore {
  /** Where each service listens: `http://127.0.0.1:PORT`, no slash at the end. */
  urls: Readonly<Record<Service, string>>;
  close(): Promise<void>;
}

const resetSchema = z
  .strictObject({
    buckets: z.int().min(1).max(1000).optional(),
    queuesPerBucket: z.int().min(0).max(1000).optional(),
  })
  .refine(({ buckets, queuesPerBucket }) => buckets !== undefined || queuesPerBucket === undefined, {
    path: ['buckets'],
    error: 'is needed with queuesPerBucket',
  });

const editSchema = z
  .strictObject({
    bucket: z.string(),
    queueId: z.string(),
    state: z.enum(['Active', 'Paused']).optional(),
    name: z.string().min(1).optional(),
    notifyConfigXml: z.string().optional(),
  })
  .refine(({ state, name, notifyConfigXml }) => (state ?? name ?? notifyConfigXml) !== undefined, {
    error: 'one of state, name and notifyConfigXml is needed',
  });

const readNotifyConfig = (text: string): string => {
  try {
    const element = parseXml(text);
    if (element.nodeName === 'NotifyConfig') return compactXml(element);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  throw new ControlInputError('notifyConfigXml: one well-formed <NotifyConfig> element is needed');
};

const makeParts = (
  options: CloudOptions,
): { core: CloudCore; standIns: Record<Service, StandIn>; gates: Gates } => {
  const machineNow = options.machineNow ?? Date.now;
  const clock = new CloudClock(machineNow);
  const journal = new Journal();
  const faults = new FaultList();
  const gates = new Gates();
  const store = new QueueStore(seedData(), machineNow, options.onWrite);
  const keys = new TemporaryKeys();
  const codes = new LoginCodes(clock);
  const wechat = { appid: `wx${randomBytes(8).toString('hex')}`, secret: randomBytes(16).toString('hex') };
  const account = {
    secretId: `AKID${randomBytes(16).toString('hex')}`,
    secretKey: randomBytes(16).toString('hex'),
  };
  const slow = new Map([[SLOW_REGION, options.slowRegionMs ?? 1500]]);

  const wait: Wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }));
  const context = { journal, faults, gates, wait };
  const standIns = {
    wechat: makeStandIn(wechatDialect(wechat, codes, options.blockedOpenids ?? ['sandbox-blocked']), context),
    sts: makeStandIn(stsDialect(account, keys, clock), context),
    ci: makeStandIn(ciDialect(store, keys, clock, slow), context),
  };

  const core: CloudCore = {
    handle: (service, request) => standIns[service].handle(request, () => Promise.resolve(request.body)),
    wechat,
    account,
    issueLoginCode: (openid) => codes.issue(wechat.appid, openid),
    issueKey: (policy, durationSeconds = 1800) => {
      const startTime = clock.seconds('sts');
      const parsed = parsePolicy(encodeURIComponent(JSON.stringify(policy)));
      const { tmpSecretId, tmpSecretKey, token, expiredTime } = keys.issue(
        parsed,
        startTime + durationSeconds,
        'sandbox',
      );
      return { tmpSecretId, tmpSecretKey, sessionToken: token, startTime, expiredTime };
    },
    buckets: () => store.buckets(),
    queues: () => store.queues(),
    log: () => journal.list(),

    reset(input) {
      const { buckets, queuesPerBucket = 1 } = parseControl(resetSchema, input);
      for (const standIn of Object.values(standIns)) standIn.abandon();
      gates.clear();
      clock.set(faults.replace([]));
      store.load(buckets === undefined ? seedData() : generatedData(buckets, queuesPerBucket));
      keys.restore();
      codes.forgetCounts();
      journal.clear();
    },

    edit(input) {
      const { bucket, queueId, state, name, notifyConfigXml } = parseControl(editSchema, input);
      const changes = {
        ...(state === undefined ? {} : { state }),
        ...(name === undefined ? {} : { name }),
        ...(notifyConfigXml === undefined ? {} : { notifyConfigXml: readNotifyConfig(notifyConfigXml) }),
      };
      const written = store.write(bucket, queueId, changes, clock.now('ci'));
      if (written === undefined) throw new ControlInputError(`queueId: ${bucket} has no such queue`);
      return written;
    },

    setFaults(input) {
      const list = parseFaults(input);
      clock.set(faults.replace(list));
      return list;
    },

    hold: (match) => gates.hold(match),

    now: (service = 'ci') => clock.now(service),
  };
  return { core, standIns, gates };
};

/** Makes the three stand-ins with the seed, to be asked in process. */
export const makeCloud = (options: CloudOptions = {}): CloudCore => makeParts(options).core;

/** Starts the three stand-ins with the seed, each on a free port of the loopback interface. */
export const startCloud = async (options: CloudOptions = {}): Promise<Cloud> => {
  const { core, standIns, gates } = makeParts(options);
  const listening = {
    ci: await listenWith('ci', standIns.ci),
    sts: await listenWith('sts', standIns.sts),
    wechat: await listenWith('wechat', standIns.wechat),
  };
  return {
    ...core,
    urls: { ci: listening.ci.url, sts: listening.sts.url, wechat: listening.wechat.url },
    async close() {
      gates.clear();
      await Promise.all(Object.values(listening).map((each) => each.close()));
    },
  };
};
