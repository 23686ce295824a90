import vm from 'node:vm';
import type { Queue } from '../../miniprogram/models/queue';
import { fieldsOf, type FieldChanges } from '../../miniprogram/models/fields';
import { asLastWrite } from '../../miniprogram/pages/queue/restore';
import type {
  PendingOutcome,
  WriteDiffersError,
  WritePhase,
  WriteResult,
} from '../../miniprogram/models/write';
import { AppState } from '../sandbox/phone/core/app-state';
import { WxFailure } from '../sandbox/phone/core/callbacks';
import { completeApi, createCommonApi } from '../sandbox/phone/core/common-api';
import { USUAL_DEVICE } from '../sandbox/phone/core/device';
import { createMemoryStore } from '../sandbox/phone/core/storage';
import type { PhoneName, Write } from './plan';
import { VALUE_OF_FIELD, type Put, type Sender, type Values, type World } from './world';

/** What the bundle of the program exports. */
export type App = Pick<typeof import('../../miniprogram/services/ci/queues'), 'getQueue'> &
  Pick<
    typeof import('../../miniprogram/services/writes/writer'),
    'pauseQueue' | 'resumeQueue' | 'updateQueue' | 'undoWrite'
  > &
  Pick<typeof import('../../miniprogram/services/writes/last'), 'lastWriteFor'> &
  Omit<
    typeof import('../../miniprogram/services/writes/pending'),
    'noteSent' | 'noteAccepted' | 'settle' | 'findOut' | 'checkOnce'
  > &
  Pick<typeof import('../../miniprogram/utils/confirm-flow'), 'ConfirmFlow' | 'QuestionGate'>;

/** What the phone said about a write, and when. */
export interface Word {
  at: number;
  /** `done`, `already`, the code of the failure, or `found` and the kind of the outcome that the listeners were told. */
  what: string;
  /** With a "not done": until when that holds, on the clock of the round. */
  asOf?: number;
  /** The queue that it showed with that. */
  shown?: Values;
}

/** One confirmed write of a phone, and everything that came of it. */
export interface Operation {
  phone: PhoneName;
  /** The run of the app that it began in. */
  run: number;
  kind: Write['kind'];
  /** What the admin wants, and what he saw there, by the cloud's names. */
  wanted: Values;
  seen: Values;
  begunAt: number;
  readingAt: number | undefined;
  /** The id that the phone noted it under before it sent it. */
  id: string | undefined;
  puts: Put[];
  words: Word[];
  dismissed: boolean;
  /** The app ended while this ran. */
  killed: boolean;
  /** How often a yes of its question led to it; more than once is wrong. */
  acts: number;
}

/** A readable answer that the app got. */
export interface Read {
  at: number;
  run: number;
  version: number;
  /** The same run of the app had seen a newer version before. */
  isOld: boolean;
}

/** What the admin may say yes to. */
interface Question {
  begin: () => Promise<void>;
}
type Flow = import('../../miniprogram/utils/confirm-flow').ConfirmFlow<Question, void>;
type Gate = InstanceType<App['QuestionGate']>;

/** One run of the app. */
interface OpenedApp {
  app: App;
  gate: Gate;
  flow: Flow;
  /** Ends it in the middle of whatever it does. */
  end: () => void;
}

interface Recorded {
  id: string;
  told: boolean;
}

/** `Date` and `Math.random` of a phone: its own clock, and the same numbers in every run. */
const PRELUDE = `
  Math.random = phoneRandom;
  Date = class extends Date {
    constructor(...time) { if (time.length === 0) super(phoneNow()); else super(...time); }
    static now() { return phoneNow(); }
  };
`;

export function compile(bundle: string): vm.Script {
  return new vm.Script(PRELUDE + bundle);
}

/** A phone with the app on it, in a script context with `wx` and what JavaScript itself has. */
export class ChaosPhone implements Sender {
  readonly operations: Operation[] = [];
  readonly reads: Read[] = [];
  readonly complaints: string[] = [];
  /** Statuses from 400 on that CI answered. */
  readonly refusals: number[] = [];
  /** The storage takes nothing. */
  isFull = false;
  /** It took nothing at some time, so that what the app knew may be lost with it. */
  wasFull = false;
  seen: Queue | undefined;
  run = 0;
  private opened: OpenedApp;
  private differs: WriteDiffersError | undefined;
  private clockOffset: number;
  private random: () => number;
  private readonly state = new AppState({ path: '', query: {}, scene: 1001, referrerInfo: {} });
  private readonly store = createMemoryStore();
  private readonly wx: ReturnType<ChaosPhone['createWx']>;
  /** The writes that the app has noted, by its last attempt to store them, and the one that it changed by it. */
  private journal = new Map<string, Recorded>();
  private lastChanged: string | undefined;
  private sending: Operation | undefined;

  constructor(
    private readonly world: World,
    readonly name: PhoneName,
    private readonly script: vm.Script,
    clockOffset: number,
  ) {
    this.clockOffset = clockOffset;
    this.random = numbers(name === 'a' ? 1 : 2);
    this.wx = this.createWx();
    this.opened = this.open();
  }

  /** Ends the app in the middle of whatever it does, and opens it again. */
  restart(): void {
    this.opened.end();
    this.state.foreground();
    this.opened = this.open();
    this.look();
  }

  background(ms: number): void {
    this.state.background();
    this.opened.app.restPendingWrites();
    const { run } = this;
    this.world.after(ms, () => {
      if (this.run === run) this.foreground();
    });
  }

  foreground(): void {
    if (!this.state.isBackground) return;
    this.state.foreground();
    void this.opened.app.resumePendingWrites();
  }

  fill(isFull: boolean): void {
    this.isFull = isFull;
    this.wasFull ||= isFull;
  }

  stepClock(ms: number): void {
    this.clockOffset += ms;
  }

  /** The admin looks at the queue. */
  look(): void {
    const { run } = this;
    void this.opened.app.getQueue(this.world.target()).then(
      (queue) => {
        if (this.run === run) this.seen = queue;
      },
      () => undefined,
    );
  }

  check(): void {
    const pending = this.opened.app.pendingWriteFor(this.world.target());
    if (pending !== undefined) void this.opened.app.checkPending(pending.id);
  }

  dismiss(): void {
    const pending = this.opened.app.pendingWriteFor(this.world.target());
    if (pending === undefined) return;
    const operation = this.operationOf(pending.id);
    if (operation !== undefined) operation.dismissed = true;
    this.opened.app.dismissPending(pending.id);
  }

  /** The admin is asked whether to write, and taps on yes, as often and whenever. */
  write(write: Write, taps: readonly number[]): void {
    const begin = this.prepare(write);
    if (begin === undefined) return;
    const { run } = this;
    const { gate, flow } = this.opened;
    flow.ask({ begin }, gate.wish());
    for (const tap of taps) {
      this.world.after(tap, () => {
        if (this.run === run) void flow.confirm();
      });
    }
  }

  /** @returns the writes that the app still has an eye on, by its last word to the storage. */
  get noted(): string[] {
    return [...this.journal.keys()];
  }

  onPut(put: Put): void {
    if (this.sending === undefined) this.complaints.push('a PUT that belongs to no write');
    else this.sending.puts.push(put);
  }

  onRead(version: number): void {
    const { run } = this;
    const known = this.reads.filter((read) => read.run === run).map((read) => read.version);
    this.reads.push({ at: this.world.now(), run, version, isOld: version < Math.max(...known) });
  }

  onRefusal(status: number): void {
    this.refusals.push(status);
  }

  /** @returns what a yes does, `undefined` if there is nothing to ask about. */
  private prepare({ kind, ...rest }: Write): (() => Promise<void>) | undefined {
    const { seen } = this;
    const { app } = this.opened;
    if (seen === undefined) return undefined;
    let wanted: FieldChanges;
    let perform: (onPhase: (phase: WritePhase) => void) => Promise<WriteResult>;
    let before = seen;
    if (kind === 'pause' || kind === 'resume') {
      wanted = { state: kind === 'pause' ? 'Paused' : 'Active' };
      const act = kind === 'pause' ? app.pauseQueue : app.resumeQueue;
      perform = (onPhase) => act(seen, { onPhase });
    } else if (kind === 'edit' && 'changes' in rest) {
      // As the form does it: what says what it said before is no change.
      const now: Record<string, string | undefined> = shownValues(seen);
      const changes: FieldChanges = Object.fromEntries(
        Object.entries(rest.changes).filter(
          ([field, value]) => now[VALUE_OF_FIELD[field as keyof FieldChanges] ?? ''] !== value,
        ),
      );
      if (Object.keys(changes).length === 0) return undefined;
      wanted = changes;
      perform = (onPhase) => app.updateQueue(seen, changes, { onPhase });
    } else {
      const { differs } = this;
      const last = kind === 'undo' ? app.lastWriteFor(seen) : differs && asLastWrite(differs);
      if (last === undefined || last.changed.length === 0) return undefined;
      before = last.after;
      wanted = Object.fromEntries(last.changed.map(({ field, from }) => [field, from]));
      perform = (onPhase) => app.undoWrite(last, { onPhase });
    }
    const operation: Operation = {
      phone: this.name,
      run: this.run,
      kind,
      wanted: toValues(wanted),
      seen: shownValues(before),
      begunAt: 0,
      readingAt: undefined,
      id: undefined,
      puts: [],
      words: [],
      dismissed: false,
      killed: false,
      acts: 0,
    };
    return () => this.operate(operation, perform);
  }

  private async operate(
    operation: Operation,
    perform: (onPhase: (phase: WritePhase) => void) => Promise<WriteResult>,
  ): Promise<void> {
    const { run } = this;
    operation.acts += 1;
    operation.begunAt = this.world.now();
    this.operations.push(operation);
    const onPhase = (phase: WritePhase): void => {
      if (this.run !== run) return;
      if (phase === 'reading') operation.readingAt = this.world.now();
      if (phase !== 'sending') return;
      operation.id = this.lastChanged;
      this.sending = operation;
    };
    const say = (word: Omit<Word, 'at'>): void => {
      if (this.run === run) operation.words.push({ at: this.world.now(), ...word });
    };
    try {
      const { outcome, after } = await perform(onPhase);
      say({ what: outcome, shown: shownValues(after) });
      if (this.run === run) this.seen = after;
    } catch (failure) {
      const { code = 'no AppError', details, after } = failure as Partial<WriteDiffersError>;
      const asOf = details?.asOf;
      say({
        what: code,
        ...(asOf === undefined ? {} : { asOf: this.onRoundClock(asOf) }),
        ...(after === undefined ? {} : { shown: shownValues(after) }),
      });
      if (this.run === run && code === 'WRITE_DIFFERS') this.differs = failure as WriteDiffersError;
    }
  }

  private open(): OpenedApp {
    for (const operation of this.operations) operation.killed ||= operation.words.length === 0;
    this.run += 1;
    this.sending = undefined;
    this.differs = undefined;
    this.lastChanged = undefined;
    this.journal = new Map(readRecords(this.wx.getStorageSync('pending-writes')));
    let isAlive = true;
    const complain = (...args: unknown[]): void => {
      this.complaints.push(args.map(String).join(' '));
    };
    const { wx } = this;
    const context = vm.createContext({
      wx: {
        ...wx,
        request: (options: Parameters<typeof wx.request>[0]) =>
          wx.request(whileAlive(options, () => isAlive)),
        login: (options: Parameters<typeof wx.login>[0]) =>
          wx.login(options && whileAlive(options, () => isAlive)),
      },
      window: undefined,
      console: { log: complain, warn: complain, error: complain },
      setTimeout: (task: () => void, ms = 0) =>
        this.world.clock.setTimeout(() => {
          if (isAlive) task();
        }, ms),
      clearTimeout: this.world.clock.clearTimeout,
      phoneNow: () => this.world.clock.now() + this.clockOffset,
      phoneRandom: () => this.random(),
    });
    this.script.runInContext(context);
    const { app } = context as { app: App };
    const gate: Gate = new app.QuestionGate(() => flow.isAsking);
    const flow: Flow = new app.ConfirmFlow({
      show: () => undefined,
      act: ({ begin }: Question) => begin(),
      report: () => undefined,
      reload: () => Promise.resolve(),
    });
    app.onPendingChange((_ref, _pending, outcome) => {
      if (outcome !== undefined) this.hear(outcome);
    });
    void app.resumePendingWrites();
    const end = (): void => {
      isAlive = false;
    };
    return { app, gate, flow, end };
  }

  /** The outcome is that of the write which the app changed in its notes just before. */
  private hear(outcome: PendingOutcome): void {
    const operation = this.lastChanged === undefined ? undefined : this.operationOf(this.lastChanged);
    if (operation === undefined) {
      this.complaints.push(`the outcome ${outcome.kind} of no known write`);
      return;
    }
    const asOf = outcome.kind === 'not-done' ? { asOf: this.onRoundClock(outcome.asOf) } : {};
    operation.words.push({ at: this.world.now(), what: `found ${outcome.kind}`, ...asOf });
  }

  private operationOf(id: string): Operation | undefined {
    return this.operations.find((operation) => operation.id === id);
  }

  private onRoundClock(time: number): number {
    return time - this.world.clock.now() + this.world.now();
  }

  private createWx() {
    const api = createCommonApi({
      post: (path, body) => this.world.post(this, path, body),
      openid: this.name,
      app: this.state,
      store: this.store,
      device: () => USUAL_DEVICE,
      hostName: 'chaos phone',
      after: this.world.after,
    });
    const refuseIfFull = (): void => {
      if (this.isFull) throw new WxFailure('exceed storage max size');
    };
    return completeApi(
      {
        ...api,
        setStorageSync: (key: string, value: unknown): void => {
          if (key === 'pending-writes') this.noteRecords(readRecords(value));
          refuseIfFull();
          api.setStorageSync(key, value);
        },
        setStorage: (...args: Parameters<typeof api.setStorage>) => {
          if (this.isFull) {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- WeChat rejects with a plain object
            return Promise.reject({ errMsg: 'setStorage:fail exceed storage max size' });
          }
          return api.setStorage(...args);
        },
        getRandomValues: ({ length }: { length: number }) =>
          Promise.resolve({
            randomValues: Uint8Array.from({ length }, () => Math.floor(this.random() * 256)).buffer,
            errMsg: 'getRandomValues:ok',
          }),
      },
      'chaos phone',
    );
  }

  private noteRecords(records: [string, Recorded][]): void {
    const next = new Map(records);
    const changed = [...new Set([...this.journal.keys(), ...next.keys()])].filter(
      (id) => JSON.stringify(this.journal.get(id)) !== JSON.stringify(next.get(id)),
    );
    this.lastChanged = changed[0] ?? this.lastChanged;
    this.journal = next;
  }
}

function readRecords(stored: unknown): [string, Recorded][] {
  return Array.isArray(stored)
    ? (stored as Recorded[]).map((record) => [record.id, JSON.parse(JSON.stringify(record)) as Recorded])
    : [];
}

function whileAlive<Options extends object>(options: Options, isAlive: () => boolean): Options {
  const guarded = { ...options } as Record<string, unknown>;
  for (const name of ['success', 'fail', 'complete']) {
    const callback = guarded[name];
    if (typeof callback !== 'function') continue;
    guarded[name] = (...args: unknown[]): void => {
      if (isAlive()) (callback as (...args: unknown[]) => void)(...args);
    };
  }
  return guarded as Options;
}

/** The same numbers from 0 up to 1 each time (mulberry32): what a phone has instead of chance. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function toValues(changes: FieldChanges): Values {
  return Object.fromEntries(
    Object.entries(changes).map(([field, value]) => {
      const name = VALUE_OF_FIELD[field as keyof FieldChanges];
      if (name === undefined) throw new Error(`${field} is not part of the plan`);
      return [name, value];
    }),
  );
}

function shownValues(queue: Queue): Values {
  const { name, state, url, resultFormat } = fieldsOf(queue);
  return toValues({ name, state, url, resultFormat });
}
