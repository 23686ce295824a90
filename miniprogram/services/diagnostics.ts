import type { BucketGrant } from '../../typings/signing-api';
import { CONSOLE_VERSION } from '../config/version';
import { eachLimited } from '../utils/each-limited';
import { ciHost } from './ci/client';
import { cosSdk } from './ci/cos-sdk';
import { lastAnswer, type LastAnswer } from './ci/last-answers';
import { listQueues } from './ci/queues';
import { sessionFacts, type SessionFacts } from './access/session';
import { signingServer } from './access/signing-client';

/** What the phone knows about its way to the cloud. Admins copy it into tickets, so it holds no secret. */
export interface Facts extends SessionFacts {
  /** Address of the signing server. */
  server: string;
  buckets: { grant: BucketGrant; last: LastAnswer | undefined }[];
  /** What the mini-program's owner has to list as request domains: one address for each host that it talks to. */
  domains: string[];
  versions: { console: string; env: string; cosSdk: string; baseLibrary: string; weChat: string };
}

/** Buckets asked at once: WeChat allows ten requests in all. */
const AT_ONCE = 6;

export function readFacts(): Facts {
  const facts = sessionFacts();
  const grants = facts.session?.buckets ?? [];
  const server = signingServer();
  const { SDKVersion, version } = wx.getAppBaseInfo();
  return {
    ...facts,
    server,
    buckets: grants.map((grant) => ({ grant, last: lastAnswer(grant) })),
    domains: [server, ...grants.map((grant) => `https://${ciHost(grant)}`)],
    versions: {
      console: CONSOLE_VERSION,
      env: wx.getAccountInfoSync().miniProgram.envVersion,
      cosSdk: cosSdk().version,
      baseLibrary: SDKVersion,
      weChat: version,
    },
  };
}

/** Asks every bucket of the session once; how each one answers is a fact then. `answered` is called after each. */
export function askBuckets(answered: () => void): Promise<void> {
  const grants = sessionFacts().session?.buckets ?? [];
  return eachLimited(grants, AT_ONCE, async (grant) => {
    // What comes of it is noted where all answers are, well or not: here it is only waited for.
    await listQueues(grant, { pageNumber: 1, pageSize: 1 }).catch(() => undefined);
    answered();
  });
}
