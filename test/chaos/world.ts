import { AsyncLocalStorage } from 'node:async_hooks';
import { SIGNING_SERVER } from '../../miniprogram/config/env';
import type { FieldName } from '../../miniprogram/models/fields';
import type { CredentialsResponse } from '../../typings/signing-api';
import { APPID, type CloudCore, type CloudQueue, makeCloud } from '../sandbox/cloud';
import type { Answer, Received } from '../sandbox/cloud/http';
import { policyFor } from '../sandbox/cloud/testing';
import { childElements, childrenNamed, childText, compactXml, parseXml } from '../sandbox/cloud/xml';
import type { OutgoingRequest } from '../sandbox/phone/core/request-body';
import { VirtualClock } from '../support/virtual-clock';
import { LAG_MS, type OutsideChange, type PhoneName, type Plan, type Withdrawal } from './plan';

/** Every part of a queue that a write replaces, by name: the fields of the API, and each unknown child as its XML. */
export type Values = Record<string, string>;

/** The queue as the cloud had it from `at` on. */
export interface Version {
  at: number;
  /** The PUT that made it. */
  put?: Put;
  values: Values;
  updateTime: string;
}

/** A PUT that left a phone. `Operation` is what it belongs to, as the phone saw it go. */
export interface Put {
  phone: PhoneName;
  sentAt: number;
  values: Values;
  /** When the phone got a 2xx of CI for it. */
  acceptedAt?: number;
}

/** The queue of the round; no other may ever change. */
const BUCKET = `goods-image-${APPID}`;
/** When the round begins, milliseconds since 1970. */
const START = Date.UTC(2026, 0, 1);
const KEY_SECONDS = 1800;

/** Names of the cloud's elements for the program's fields, written down here again so as not to trust the program. */
export const VALUE_OF_FIELD: Partial<Record<FieldName, string>> = {
  name: 'Name',
  state: 'State',
  url: 'NotifyConfig/Url',
  resultFormat: 'NotifyConfig/ResultFormat',
};

const REFUSALS: Partial<Record<Withdrawal['what'], object>> = {
  gone: { status: 404, code: 'QueueNotFound' },
  closed: { status: 400, code: 'MediaBucketUnBinded' },
  denied: { status: 403, code: 'AccessDenied' },
};

/** What a request came back with, for a phone that waits. */
type PhoneAnswer = { statusCode: number; header: Record<string, string>; data: string } | { errMsg: string };

const HUNG_UP: PhoneAnswer = { errMsg: 'request:fail socket hang up' };

/** What a phone has to do with the requests that it sends. */
export interface Sender {
  name: PhoneName;
  /** Notes a PUT that goes out. */
  onPut(put: Put): void;
  /** Notes the version that a readable answer shows. */
  onRead(version: number): void;
  /** Notes a refusal after which a queue counts as gone or closed to the admin. */
  onRefusal(status: number): void;
}

/** Cloud, signing server and network of one round, all in one process and on one clock that only moves between events. */
export class World {
  readonly clock = new VirtualClock(START - LAG_MS - 1_000);
  readonly cloud: CloudCore;
  readonly versions: Version[] = [];
  /** Faults that were met, by kind. */
  readonly met: string[] = [];
  strayWrites = 0;
  /** No fault, lag or slowness from now on; only withdrawals last. */
  calm = true;
  private readonly putOf = new AsyncLocalStorage<Put>();
  private readonly sent = new Map<string, number>();
  private readonly keys = new Map<PhoneName, ReturnType<CloudCore['issueKey']>>();
  private requests = 0;
  private reads = 0;

  constructor(private readonly plan: Plan) {
    this.cloud = makeCloud({
      slowRegionMs: 0,
      machineNow: this.clock.now,
      wait: this.clock.wait,
      onWrite: (written) => {
        this.note(written);
      },
    });
    const { bucket, queueId } = this.target();
    this.cloud.edit({ bucket, queueId, ...plan.start, name: 'start' });
    // No read may be so late that it shows what was there before.
    this.clock.advance(START - this.clock.now());
  }

  /** Milliseconds since the round began. */
  readonly now = (): number => this.clock.now() - START;

  readonly after = (ms: number, task: () => void): (() => void) => {
    const timer = this.clock.setTimeout(task, ms);
    return () => {
      this.clock.clearTimeout(timer);
    };
  };

  /** Lets time pass, event after event, each with all that follows from it at once. Ends early if nothing is to come. */
  async run(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    do await new Promise(setImmediate);
    while (this.clock.step(end));
  }

  target(): CloudQueue {
    const queue = this.cloud.queues().find(({ bucket }) => bucket === BUCKET);
    if (queue === undefined) throw new Error('the queue is gone');
    return queue;
  }

  /** Another admin's write. */
  edit(change: OutsideChange): void {
    const { bucket, queueId, notifyConfigXml } = this.target();
    const edited =
      'url' in change ? { notifyConfigXml: withUrl(notifyConfigXml, change.url) } : { ...change };
    this.cloud.edit({ bucket, queueId, ...edited });
  }

  isWithdrawn(what: Withdrawal['what'], who: PhoneName): boolean {
    return this.plan.withdrawals.some(
      (each) =>
        each.what === what &&
        (each.who === who || what === 'gone' || what === 'closed') &&
        this.now() >= each.at &&
        this.now() < each.at + each.ms,
    );
  }

  /** The network of a phone: takes what its `wx.request` and `wx.login` ask of the sandbox's router. */
  async post(sender: Sender, path: string, body: object): Promise<unknown> {
    if (path === '/__phone/login') {
      await this.travel();
      return { code: sender.name };
    }
    const { url, method, header, data = '' } = body as OutgoingRequest;
    const { host, pathname, search } = new URL(url);
    const headers = Object.fromEntries(
      Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const request: Received = {
      method,
      host,
      path: pathname,
      query: search.slice(1),
      headers: { ...headers, host, 'content-length': String(Buffer.byteLength(data)) },
      body: Buffer.from(data),
    };
    const put: Put | undefined =
      method === 'PUT' ? { phone: sender.name, sentAt: this.now(), values: valuesOfBody(data) } : undefined;
    if (put !== undefined) sender.onPut(put);
    const fault = this.faultFor(sender.name, method);
    if (fault?.kind === 'slow') await this.clock.wait(Number(fault['ms']));
    const toSigner = host === new URL(SIGNING_SERVER.develop).host;
    return toSigner ? this.askSigner(sender, fault, request) : this.askCloud(sender, put, fault, request);
  }

  private async askCloud(
    sender: Sender,
    put: Put | undefined,
    fault: { kind: string } | undefined,
    request: Received,
  ): Promise<PhoneAnswer> {
    await this.travel();
    const lag = this.lag();
    const withdrawn = Object.entries(REFUSALS).find(([what]) =>
      this.isWithdrawn(what as Withdrawal['what'], sender.name),
    );
    const faults: object[] = [];
    if (withdrawn !== undefined) faults.push({ kind: 'status', ...withdrawn[1] });
    else if (fault !== undefined && fault.kind !== 'slow') faults.push(fault);
    else if (request.method === 'GET' && lag > 0) faults.push({ kind: 'stale', ms: lag });
    this.cloud.setFaults(faults.map((each) => ({ ...each, service: 'ci', times: 1 })));
    const answer = await this.ask(put, request);
    await this.travel();
    if (answer === null) return HUNG_UP;
    const isBroken = fault !== undefined && ['truncate', 'html'].includes(fault.kind) && !withdrawn;
    if (answer.status >= 400) sender.onRefusal(answer.status);
    else if (put !== undefined && answer.headers['x-ci-request-id'] !== undefined)
      put.acceptedAt = this.now();
    else if (put === undefined && !isBroken) this.noteShown(sender, answer);
    return { statusCode: answer.status, header: answer.headers, data: answer.body };
  }

  private ask(put: Put | undefined, request: Received): Promise<Answer | null> {
    const ask = (): Promise<Answer | null> => this.cloud.handle('ci', request);
    return put === undefined ? ask() : this.putOf.run(put, ask);
  }

  private noteShown(sender: Sender, { body }: Answer): void {
    const updateTime = /<UpdateTime>(.*)<\/UpdateTime>/.exec(body)?.[1];
    const version = this.versions.findIndex((each) => each.updateTime === updateTime);
    if (version !== -1) sender.onRead(version);
  }

  /** The signing server, played: one key for each admin until it ends or is refused. */
  private async askSigner(
    sender: Sender,
    fault: { kind: string } | undefined,
    request: Received,
  ): Promise<PhoneAnswer> {
    await this.travel();
    const { name } = sender;
    const refuse = (statusCode: number, code: string): PhoneAnswer => ({
      statusCode,
      header: {},
      data: JSON.stringify({ error: { code, message: code, requestId: 'r1' } }),
    });
    const { group, refusedKeyId } = JSON.parse(request.body.toString()) as Record<string, string>;
    const answer = (): PhoneAnswer => {
      if (fault?.kind === 'down') return refuse(503, 'STS_UNAVAILABLE');
      const isStranger = this.isWithdrawn('not-admin', name);
      const lacksBucket = this.isWithdrawn('no-bucket', name);
      // A list without the bucket closes it as well as a refusal does.
      if (isStranger || lacksBucket) sender.onRefusal(403);
      if (isStranger) return refuse(403, 'NOT_ADMIN');
      const buckets = this.cloud
        .buckets()
        .filter(({ bucket }) => bucket !== BUCKET || !lacksBucket)
        .map(({ bucket, region, label, environment }) => ({
          bucket,
          region,
          label,
          environment,
          group: 'g',
        }));
      if (group !== undefined && group !== 'g') return refuse(400, 'BAD_REQUEST');
      const { tmpSecretId, tmpSecretKey, sessionToken, startTime, expiredTime } = this.keyFor(
        name,
        refusedKeyId,
      );
      const credentials: CredentialsResponse = {
        admin: { openid: name, name, role: 'operator' },
        buckets,
        group: 'g',
        credentials: { tmpSecretId, tmpSecretKey, sessionToken },
        startTime,
        expiredTime,
        serverTime: Math.floor(this.clock.now() / 1000),
      };
      return { statusCode: 200, header: {}, data: JSON.stringify(credentials) };
    };
    const given = answer();
    await this.travel();
    return given;
  }

  private keyFor(name: PhoneName, refusedKeyId: string | undefined): ReturnType<CloudCore['issueKey']> {
    const known = this.keys.get(name);
    const isGood =
      known !== undefined &&
      known.tmpSecretId !== refusedKeyId &&
      known.expiredTime - this.clock.now() / 1000 > KEY_SECONDS / 2;
    const key = isGood ? known : this.cloud.issueKey(policyFor(this.cloud.buckets()), KEY_SECONDS);
    this.keys.set(name, key);
    return key;
  }

  private faultFor(who: PhoneName, method: string): ({ kind: string } & Record<string, unknown>) | undefined {
    if (this.calm) return undefined;
    const count = this.sent.get(`${who} ${method}`) ?? 0;
    this.sent.set(`${who} ${method}`, count + 1);
    const planned = this.plan.faults.find(
      (each) =>
        each.who === who && each.method === method && count >= each.nth && count < each.nth + each.times,
    );
    if (planned !== undefined) this.met.push(`${method} ${planned.fault.kind}`);
    return planned?.fault;
  }

  private lag(): number {
    const { lags } = this.plan;
    return this.calm || lags.length === 0 ? 0 : (lags[this.reads++ % lags.length] ?? 0);
  }

  private travel(): Promise<void> {
    const { latencies } = this.plan;
    return this.clock.wait(this.calm ? 20 : (latencies[this.requests++ % latencies.length] ?? 20));
  }

  private note(written: CloudQueue): void {
    if (written.bucket !== BUCKET) {
      this.strayWrites += 1;
      return;
    }
    const put = this.putOf.getStore();
    this.versions.push({
      at: this.now(),
      ...(put === undefined ? {} : { put }),
      values: valuesOf(written),
      updateTime: written.updateTime,
    });
  }
}

function valuesOf({
  name,
  state,
  notifyConfigXml,
}: Pick<CloudQueue, 'notifyConfigXml'> & Record<'name' | 'state', string>): Values {
  const values: Values = { Name: name, State: state };
  for (const child of childElements(parseXml(notifyConfigXml))) {
    const hasChildren = childElements(child).length > 0;
    values[`NotifyConfig/${child.nodeName}`] = hasChildren
      ? compactXml(child)
      : (child.textContent ?? '').trim();
  }
  return values;
}

function valuesOfBody(body: string): Values {
  const root = parseXml(body);
  const [config] = childrenNamed(root, 'NotifyConfig');
  return valuesOf({
    name: childText(root, 'Name') ?? '',
    state: childText(root, 'State') ?? '',
    notifyConfigXml: config === undefined ? '<NotifyConfig/>' : compactXml(config),
  });
}

function withUrl(xml: string, url: string): string {
  const element = `<Url>${url}</Url>`;
  const known = /<Url>.*<\/Url>|<Url\/>/;
  return known.test(xml)
    ? xml.replace(known, element)
    : xml.replace('<NotifyConfig>', `<NotifyConfig>${element}`);
}
