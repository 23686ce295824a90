import type { AppErrorCode } from '../../miniprogram/models/errors';
import type { PhoneAnswer } from '../sandbox/phone-network';
import { REFUSED_PUT, type Console } from './console';
import { failLogins, holdRequests, interceptRequests, type PhonePage } from './harness';
import { answer, askPauseOnBoard, editUrl, GOODS, pathOf, type Texts } from './screens';

/** What a failure is brought about with. */
export interface Stage {
  phone: PhonePage;
  console: Console;
  texts: Texts;
  openid: string;
}

/** How a failure comes about, and what the admin then sees. */
export interface Failure {
  /** Where the admin is: a viewer on the board, an operator on the page of a queue, or a phone of the failure's own. */
  at: 'board' | 'queue' | 'unknown';
  /** What goes wrong, for people. */
  because: string;
  bringAbout(stage: Stage): Promise<void>;
  /** The code that is shown: the cloud's, where it gave one; `null` where it is told without. Left out, our own. */
  shownCode?: string | null;
  /** There is an answer that can be found again. */
  hasRequestId?: boolean;
  /** The next step that is offered besides words; `null` for none. Left out, trying again. */
  button?: ((texts: Texts) => string) | null;
  /** Left out, the two sentences of the code. */
  sentences?: (texts: Texts) => string[];
  /** What is handed over to somebody else. */
  handsOver?: (stage: Stage) => string;
}

/** The bucket of the demo queue, whose callbacks are off. */
const DEMO = 'demo-image-1250000000';
const SIGNING = '/v1/credentials';

/** Reads again what is on the screen, signing in anew. */
async function pullDown({ phone }: Stage): Promise<void> {
  await phone.pullDown();
  await phone.idle();
}

const faults =
  (...list: object[]): Failure['bringAbout'] =>
  async (stage) => {
    await stage.console.faults(...list);
    await pullDown(stage);
  };

/** CI answers every read of the queue with an error. */
const ci = (status: number, code: string) => ({
  at: 'queue' as const,
  because: `CI answers ${status} ${code}`,
  bringAbout: faults({ service: 'ci', method: 'GET', kind: 'status', status, code }),
  shownCode: code,
  hasRequestId: true,
});

/** WeChat answers the signing server with an error. */
const wechat = (errcode: number) => ({
  at: 'board' as const,
  because: `WeChat answers errcode ${errcode}`,
  bringAbout: faults({ service: 'wechat', kind: 'status', status: 200, code: errcode }),
  hasRequestId: true,
});

/** STS is asked anew: no key of before is good for another name. */
const sts =
  (fault: object): Failure['bringAbout'] =>
  async (stage) => {
    stage.console.sandbox.changeAccess((file) => ({
      ...file,
      admins: file.admins.map((admin) => ({ ...admin, name: 'Newcomer' })),
    }));
    await faults({ service: 'sts', ...fault })(stage);
  };

/** Something that is not the signing server answers, or the phone itself. */
const signingAnswers =
  (given: PhoneAnswer): Failure['bringAbout'] =>
  async (stage) => {
    await interceptRequests(stage.phone.page, (request) => (request.url.includes(SIGNING) ? given : request));
    await pullDown(stage);
  };

const visit =
  (route: string): Failure['bringAbout'] =>
  async ({ phone }) => {
    await phone.visit(route);
    await phone.idle();
  };

const signInAgain = ({ common }: Texts): string => common.signInAgain;

async function pause({ phone, texts }: Stage): Promise<void> {
  await phone.tap(texts.queue.pauseQueue);
  await phone.idle();
  await answer(phone, texts.common.confirmPause);
  await phone.idle();
}

async function save({ phone, texts }: Stage): Promise<void> {
  await answer(phone, texts.queue.confirmSave);
  await phone.idle();
}

/** The phone's storage takes nothing more, however small. */
async function fillStorage({ phone }: Stage): Promise<void> {
  await phone.app.evaluate(() => {
    let size = 4 * 1024 * 1024;
    for (let part = 0; size >= 1; part++) {
      try {
        localStorage.setItem(`full/${part}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
}

/** A fault of the program itself, of which none is known: the next sign-in can not put its request into words. */
async function breakProgram({ phone }: Stage): Promise<void> {
  await phone.app.evaluate(() => {
    const { stringify } = JSON;
    JSON.stringify = (value: unknown, ...rest: never[]) => {
      if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'code') {
        return stringify(value, ...rest);
      }
      JSON.stringify = stringify;
      throw new TypeError('broken');
    };
  });
}

/** Every code of models/errors.ts on the screen of a phone. None of them had to be left to a test without one. */
export const FAILURES: Readonly<Record<AppErrorCode, Failure>> = {
  NETWORK: {
    at: 'queue',
    because: 'the phone has no network',
    bringAbout: async (stage) => {
      await stage.phone.offline(true);
      await pullDown(stage);
    },
  },
  NO_CLEAR_ANSWER: {
    at: 'queue',
    because: 'CI answers a write with 503, and a long time later nothing has happened',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await phone.tap(texts.queue.pauseQueue);
      await phone.idle();
      await console.faults({
        service: 'ci',
        method: 'PUT',
        kind: 'status',
        status: 503,
        code: 'ServiceUnavailable',
      });
      const checks = await console.holdChecks(() => answer(phone, texts.common.confirmPause));
      await checks.arrived();
      await console.faults({ service: 'ci', kind: 'clock', ms: 100_000 });
      checks.open();
      await phone.find(texts.errors.NO_CLEAR_ANSWER_TITLE).first().waitFor();
      await phone.idle();
    },
    shownCode: null,
    button: ({ common }) => common.confirmPause,
  },
  TIMEOUT: {
    at: 'board',
    because: 'WeChat gives up waiting for the signing server',
    bringAbout: signingAnswers({ errMsg: 'request:fail timeout', errno: 5 }),
  },
  INTERRUPTED: {
    at: 'board',
    because: 'the app is in the background when it wants to ask CI',
    bringAbout: async ({ phone, texts }) => {
      const signIn = await holdRequests(phone.page, ({ url }) => url.includes(SIGNING));
      await phone.pullDown();
      await signIn.arrived(1);
      await phone.background();
      await signIn.release();
      await phone.idle();
      await phone.foreground();
      // A bucket tells its failure in one line, and the rest when it is tapped.
      await phone.find(texts.errors.INTERRUPTED_TITLE).first().tap();
      await phone.idle();
    },
  },
  DOMAIN_NOT_LISTED: {
    at: 'queue',
    because: "a bucket's host is not among WeChat's request domains",
    bringAbout: async (stage) => {
      const bucket = 'unlisted-1250000000';
      const region = 'ap-guangzhou';
      stage.console.sandbox.changeAccess((file) => ({
        ...file,
        buckets: [...file.buckets, { bucket, region, label: bucket, environment: 'test' }],
      }));
      await stage.phone.visit(`pages/queue/queue?bucket=${bucket}&region=${region}&queueId=p1`);
      await pullDown(stage);
    },
    handsOver: () => 'https://unlisted-1250000000.ci.ap-guangzhou.myqcloud.com',
  },

  LOGIN_FAILED: {
    at: 'board',
    because: 'wx.login fails on a phone that has a network',
    bringAbout: async (stage) => {
      await failLogins(stage.phone.page);
      await pullDown(stage);
      stage.phone.expectError(/500/);
    },
    button: signInAgain,
  },
  CODE_REJECTED: { ...wechat(40029), button: signInAgain },
  LOGIN_BLOCKED: { ...wechat(40226), button: signInAgain },
  NOT_ADMIN: {
    at: 'board',
    because: 'the owner takes the admin off the list',
    bringAbout: async (stage) => {
      stage.console.sandbox.setPerson(stage.openid, 'none');
      await pullDown(stage);
    },
    hasRequestId: true,
    button: signInAgain,
    handsOver: ({ openid }) => openid,
  },
  NO_BUCKETS: {
    at: 'board',
    because: 'the owner takes every bucket from the admin',
    bringAbout: async (stage) => {
      stage.console.sandbox.changeAccess((file) => ({
        ...file,
        admins: file.admins.map((admin) => ({ ...admin, buckets: [] })),
      }));
      await pullDown(stage);
    },
    hasRequestId: true,
    button: signInAgain,
  },
  RATE_LIMITED: {
    ...wechat(45011),
    sentences: ({ errors }) => [
      errors.RATE_LIMITED_TITLE,
      errors.RATE_LIMITED_ACTION.replace('{seconds|second|seconds}', 'seconds').replace('{seconds}', '60'),
    ],
  },
  WECHAT_UNAVAILABLE: {
    at: 'board',
    because: 'WeChat cuts the connection to the signing server',
    bringAbout: faults({ service: 'wechat', kind: 'drop-before' }),
    hasRequestId: true,
  },
  WECHAT_REJECTED: wechat(40125),
  STS_UNAVAILABLE: {
    at: 'board',
    because: 'STS answers InternalError',
    bringAbout: sts({ kind: 'status', status: 200, code: 'InternalError' }),
    hasRequestId: true,
  },
  STS_REJECTED: {
    at: 'board',
    because: 'the clock of the signing server is an hour slow',
    bringAbout: sts({ kind: 'clock', ms: 3_600_000 }),
    hasRequestId: true,
  },
  SIGNING_UNAVAILABLE: {
    at: 'board',
    because: 'the gateway before the signing server answers 502',
    bringAbout: signingAnswers({ statusCode: 502, header: {}, data: '<html>Bad gateway</html>' }),
  },
  SIGNING_REFUSED: {
    at: 'board',
    because: 'the signing server knows another version of the contract',
    bringAbout: async (stage) => {
      await interceptRequests(stage.phone.page, (request) =>
        request.url.includes(SIGNING) ? { ...request, data: '{"code":"c","version":2}' } : request,
      );
      await pullDown(stage);
    },
    shownCode: 'BAD_REQUEST',
    hasRequestId: true,
  },
  SIGNING_BAD_ANSWER: {
    at: 'board',
    because: 'a web page answers at the address of the signing server',
    bringAbout: signingAnswers({ statusCode: 200, header: {}, data: '<html>Welcome</html>' }),
  },

  KEY_REJECTED: {
    at: 'queue',
    because: 'the clock of CI is a day ahead of that of STS',
    bringAbout: faults({ service: 'ci', kind: 'clock', ms: 86_400_000 }),
    shownCode: 'SignatureExpired',
    hasRequestId: true,
    button: signInAgain,
  },
  ACCESS_DENIED: ci(403, 'AccessDenied'),
  SERVICE_NOT_OPEN: {
    at: 'queue',
    because: 'the service was never opened for the bucket',
    bringAbout: visit('pages/queue/queue?bucket=photo-archive-1250000000&region=ap-beijing&queueId=p1'),
    shownCode: 'MediaBucketUnBinded',
    hasRequestId: true,
  },
  BUCKET_NOT_FOUND: ci(404, 'NoSuchBucket'),
  BUCKET_NOT_GRANTED: {
    at: 'queue',
    because: 'a link leads to a bucket of others',
    bringAbout: visit('pages/queue/queue?bucket=others-1250000000&region=ap-beijing&queueId=p1'),
  },
  QUEUE_NOT_FOUND: {
    at: 'queue',
    because: 'a link leads to a queue that is gone',
    bringAbout: visit(`pages/queue/queue?bucket=${GOODS}&region=ap-guangzhou&queueId=pgone`),
    hasRequestId: true,
  },
  THROTTLED: ci(429, 'SlowDown'),
  ARREARS: ci(451, 'UnavailableForLegalReasons'),
  CLOUD_UNAVAILABLE: ci(503, 'ServiceUnavailable'),
  CLOUD_REJECTED: ci(400, 'InvalidArgument'),
  BAD_ANSWER: {
    at: 'queue',
    because: 'half of the XML is missing',
    bringAbout: faults({ service: 'ci', method: 'GET', kind: 'truncate' }),
    hasRequestId: true,
  },

  STALE_ANSWER: {
    at: 'queue',
    because: 'CI answers the read before a write with what was there earlier',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await console.edit(GOODS, { name: 'older' });
      await console.faults({ service: 'ci', kind: 'clock', ms: 10_000 });
      await console.edit(GOODS, { name: 'newer' });
      await pullDown(stage);
      await console.faults(
        { service: 'ci', kind: 'clock', ms: 10_000 },
        { service: 'ci', kind: 'stale', ms: 600_000 },
      );
      await phone.tap(texts.queue.pauseQueue);
      await phone.idle();
      await answer(phone, texts.common.confirmPause);
      await phone.find(texts.errors.STALE_ANSWER_TITLE).first().waitFor();
    },
    shownCode: null,
    button: ({ common }) => common.confirmPause,
  },
  READ_ONLY: {
    at: 'queue',
    because: 'the owner made the operator a viewer, and his key has ended',
    bringAbout: async (stage) => {
      stage.console.sandbox.setPerson(stage.openid, 'viewer');
      await stage.console.faults({ service: 'ci', method: 'GET', kind: 'expired-token' });
      await pause(stage);
    },
    button: null,
  },
  INVALID_EDIT: {
    at: 'queue',
    because: 'what others changed meanwhile asks for the address that was emptied',
    bringAbout: async (stage) => {
      await stage.phone.visit(await pathOf(stage.console, DEMO));
      await stage.phone.idle();
      await editUrl(stage.phone, stage.texts, '');
      const { notifyConfigXml } = await stage.console.queueOf(DEMO);
      await stage.console.edit(DEMO, { notifyConfigXml: notifyConfigXml.replace('>Off<', '>On<') });
      await save(stage);
    },
    button: null,
  },
  CANNOT_CARRY: {
    at: 'queue',
    because: 'the queue has an attribute, which the SDK can not write',
    bringAbout: async (stage) => {
      const { notifyConfigXml } = await stage.console.queueOf(GOODS);
      const odd = notifyConfigXml.replace('<Url>', '<Url kind="odd">');
      await stage.console.edit(GOODS, { notifyConfigXml: odd });
      await pullDown(stage);
    },
    button: null,
  },
  WRITE_CONFLICT: {
    at: 'queue',
    because: 'somebody else changed the same address',
    bringAbout: async (stage) => {
      await editUrl(stage.phone, stage.texts, 'https://mine.example.com/');
      const { notifyConfigXml } = await stage.console.queueOf(GOODS);
      const theirs = notifyConfigXml.replace('notify.shop', 'theirs.shop');
      await stage.console.edit(GOODS, { notifyConfigXml: theirs });
      await save(stage);
    },
    // It is a question, not a panel: which of the two is to be.
    sentences: ({ queue }) => [queue.conflictTitle, queue.conflictNote],
    shownCode: null,
    button: ({ queue }) => queue.conflictSave,
  },
  EARLIER_WRITE_PENDING: {
    at: 'queue',
    because: 'another field is saved while CI has not shown a pause that it took',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await console.faults({ service: 'ci', kind: 'late', ms: 600_000 });
      await pause(stage);
      await phone.find(texts.queue.checkAgain).waitFor();
      await editUrl(phone, texts, 'https://mine.example.com/');
      await save(stage);
    },
    shownCode: null,
    button: ({ queue }) => queue.confirmSave,
  },
  REQUEST_TOO_LATE: {
    at: 'queue',
    because: 'the write reaches CI after its signature has ended',
    bringAbout: async (stage) => {
      const fault = { kind: 'status', status: 401, code: 'SignatureExpired' };
      await stage.console.faults({ service: 'ci', method: 'PUT', ...fault });
      await pause(stage);
    },
    shownCode: null,
    button: ({ common }) => common.confirmPause,
  },
  WRITE_NOT_DONE: {
    at: 'queue',
    because: 'CI refuses the write of a pause on the board',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await visit('pages/board/board')(stage);
      await console.faults(REFUSED_PUT);
      await askPauseOnBoard(stage.phone, stage.texts);
      await answer(phone, texts.common.confirmPause);
      await phone.idle();
    },
    sentences: ({ errors }) => [
      errors.WRITE_NOT_DONE_TITLE,
      errors.ACCESS_DENIED_TITLE,
      errors.ACCESS_DENIED_ACTION,
    ],
    shownCode: 'AccessDenied',
    hasRequestId: true,
    button: ({ board }) => board.readAgain,
  },
  WRITE_DIFFERS: {
    at: 'queue',
    because: 'somebody else writes between our write and its check',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await phone.tap(texts.queue.pauseQueue);
      await phone.idle();
      const checks = await console.holdChecks(() => answer(phone, texts.common.confirmPause));
      await checks.arrived();
      await console.edit(GOODS, { name: 'theirs' });
      checks.open();
      await phone.idle();
    },
    sentences: ({ queue }) => [queue.differsTitle, queue.differsNote],
    shownCode: null,
    button: ({ queue }) => queue.differsKeep,
  },
  WRITE_UNSETTLED: {
    at: 'queue',
    because: 'the queue goes away while it is paused',
    bringAbout: async (stage) => {
      const { phone, console, texts } = stage;
      await phone.tap(texts.queue.pauseQueue);
      await phone.idle();
      await console.faults({ service: 'ci', method: 'PUT', kind: 'drop-before' });
      const checks = await console.holdChecks(() => answer(phone, texts.common.confirmPause));
      await checks.arrived();
      await console.faults({
        service: 'ci',
        method: 'GET',
        kind: 'status',
        status: 404,
        code: 'QueueNotFound',
      });
      checks.open();
      await phone.find(texts.outcomes.gone).waitFor();
    },
    sentences: ({ outcomes }) => [outcomes.gone, outcomes.goneNote],
    shownCode: null,
    button: null,
  },
  WRITE_UNKNOWN: {
    at: 'unknown',
    because: 'the network goes with the write, and stays away',
    bringAbout: async ({ phone, texts }) => {
      await phone.find(texts.errors.WRITE_UNKNOWN_TITLE).waitFor();
    },
    button: ({ board }) => board.checkAgain,
  },

  CLIPBOARD_REFUSED: {
    at: 'queue',
    because: 'the clipboard is not in the privacy agreement',
    bringAbout: async (stage) => {
      await stage.phone.refuseClipboard(112);
      await visit('pages/queue/queue?bucket=others-1250000000&region=ap-beijing&queueId=p1')(stage);
      await stage.phone.tap(stage.texts.common.copy);
    },
    shownCode: null,
    button: ({ common }) => common.copy,
  },
  STORAGE_FAILED: {
    at: 'queue',
    because: "the phone's storage is full when a draft is kept",
    bringAbout: async (stage) => {
      const { phone, texts } = stage;
      await fillStorage(stage);
      await phone.tap(texts.queue.edit);
      await phone.screen.locator('#field-name input').fill('renamed');
      await phone.find(texts.queue.draftFailed).waitFor();
    },
    sentences: ({ queue, errors }) => [queue.draftFailed, errors.STORAGE_FAILED_ACTION],
    shownCode: null,
    button: ({ queue }) => queue.save,
  },
  UNEXPECTED: {
    at: 'board',
    because: 'the program breaks',
    bringAbout: async (stage) => {
      await breakProgram(stage);
      await pullDown(stage);
    },
  },
};

/** From the next PUT on nothing is answered any more: what came of it will not be known for as long as the phone looks. */
export async function loseAnswers(phone: PhonePage): Promise<void> {
  let isGone = false;
  await interceptRequests(phone.page, (request) => {
    isGone ||= request.method === 'PUT';
    return isGone ? { errMsg: 'request:fail socket hang up', errno: 600001 } : request;
  });
}

/** Begins a write whose outcome will not be known for a while. */
export async function beginUnknownWrite({ phone, texts }: Pick<Stage, 'phone' | 'texts'>): Promise<void> {
  await loseAnswers(phone);
  await askPauseOnBoard(phone, texts);
  await answer(phone, texts.common.confirmPause);
}
