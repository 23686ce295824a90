import { makeQueue } from '../../support/make-queue';
import { usePhone } from '../../support/phone';

/** Whatever a callback address hides, and however it is spelled, the phone's storage does not get it. */
const bench = usePhone();
const BUCKET = 'goods-image-1250000000';
const HOST = 'https://hook.example.com';

/** The address, and what must not be found. */
const ADDRESSES: [url: string, ...secrets: string[]][] = [
  [`${HOST}/ci?sig=Zq81`, 'Zq81'],
  [`${HOST}/ci?pw=letmein`, 'letmein'],
  [`${HOST}/ci?hmac=0f9a77`, '0f9a77'],
  [`${HOST}/ci?jwt=eyJhbGci.e30.c2ln`, 'eyJhbGci', 'c2ln'],
  [`${HOST}/ci?ak=AKq1x7&sk=w8`, 'AKq1x7', 'w8'],
  [`${HOST}/ci?%74oken=hunter`, 'hunter'],
  [`${HOST}/ci?t%6Fken=callback`, 'callback'],
  [`${HOST}/ci;token=q7w/done`, 'q7w'],
  [`${HOST}/ci;q7w8/done`, 'q7w8'],
  [`${HOST}/token/x`, '/x'],
  [`${HOST}/key/production`, 'production'],
  [`${HOST}/hook/12345678901234567890`, '12345678901234567890'],
  [`${HOST}/hook/zqk`, 'zqk'],
  [`${HOST}/hook/9182`, '9182'],
  [`${HOST}/hook/correct-horse-battery`, 'horse'],
  [`${HOST}/ci?x=zqk`, 'zqk'],
  [`${HOST}/ci?whatever=9182`, '9182'],
  [`${HOST}/ci?9f8e7d`, '9f8e7d'],
  [`${HOST}/ci?cXdlcnR5=`, 'cXdlcnR5'],
  [`${HOST}/ci?9f8e7d=1`, '9f8e7d'],
  [`${HOST}/ci?a=1&token=one&token=two`, 'one', 'two'],
  ['https://me:hush@hook.example.com/ci', 'hush', 'me:'],
  [`${HOST}/ci#hush`, 'hush'],
];

const truth = () => {
  const queue = bench.sandbox.cloud.queues().find(({ bucket }) => bucket === BUCKET);
  if (queue === undefined) throw new Error('the seed has a queue here');
  return queue;
};

/** Every text that is stored under a key; fingerprints and ids are of random letters, a short secret may be among them. */
function textsOf(key: string): string[] {
  const texts: string[] = [];
  JSON.stringify(bench.phone.wx.getStorageSync(key), (name, value: unknown) => {
    if (['id', 'before', 'sent', 'wanted', 'sentAt', 'savedAt', 'ref'].includes(name)) return undefined;
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

/** @returns the secrets that are found, each with the text that it is found in. */
const found = (texts: readonly string[], secrets: readonly string[]): string[] =>
  secrets.flatMap((secret) =>
    texts.filter((text) => text.includes(secret)).map((text) => `${secret} in ${text}`),
  );

test('drafts keep nothing of a secret, and say that they left it out', () => {
  const queue = makeQueue();
  for (const [url, ...secrets] of ADDRESSES) {
    bench.services.drafts.saveDraft(queue, { url });
    const texts = textsOf('drafts');
    expect([url, found(texts, secrets)]).toEqual([url, []]);
    expect(texts.some((text) => text.includes('hook.example.com'))).toBe(true);
    expect(bench.services.drafts.loadDraft(queue)).toMatchObject({ incomplete: ['url'] });
  }
});

test('a write keeps nothing of a secret while it is sent, neither of the old one nor of the new one', async () => {
  const { request } = bench.phone.wx;
  const stored: string[][] = [];
  jest.spyOn(bench.phone.wx, 'request').mockImplementation((options) => {
    if (options.method === 'PUT') stored.push(textsOf('pending-writes'));
    return request(options);
  });
  let before: string[] = [];
  for (const [url, ...secrets] of ADDRESSES) {
    await bench.services.writer.updateQueue(await bench.services.queues.getQueue(truth()), { url });
    const texts = stored.pop() ?? [];
    expect([url, found(texts, [...secrets, ...before])]).toEqual([url, []]);
    expect(texts.some((text) => text.includes('hook.example.com'))).toBe(true);
    before = secrets;
  }
}, 60_000);
