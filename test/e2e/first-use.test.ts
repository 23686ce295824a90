/** The first screen of everybody who opens the console for the first time, and the way on from it. */
import { DICTIONARIES, LANGUAGES, type Language } from '../../miniprogram/i18n/index';
import { useConsole } from './console';
import { usePhones, type OpenPhoneOptions, type PhonePage } from './harness';

const console = useConsole();
const phones = usePhones();

const ARCHIVE = 'photo-archive-1250000000';

const open = (lang: Language, options: OpenPhoneOptions): Promise<PhonePage> =>
  phones.open(console.it.url, { lang, ...options });
const cards = (phone: PhonePage): Promise<number> => phone.screen.locator('queue-card').count();

/** Everybody on the list has these buckets alone. */
function grantOnly(...buckets: string[]): void {
  console.it.sandbox.changeAccess((file) => ({
    ...file,
    admins: file.admins.map((admin) => ({ ...admin, buckets })),
  }));
}

describe.each(LANGUAGES)('%s', (lang) => {
  const { common, errors, queue, board } = DICTIONARIES[lang];

  test('an operator: every queue, each with the button for its state', async () => {
    const phone = await open(lang, { role: 'operator' });
    expect(await phone.title()).toBe(board.title);
    expect(await cards(phone)).toBe(8);
    expect(await phone.find(common.pause).count()).toBe(6);
    expect(await phone.find(common.resume).count()).toBe(2);
    expect(await phone.read()).not.toContain(common.readOnlyNote);
  });

  test('a viewer: every queue, and one sentence instead of the buttons', async () => {
    const phone = await open(lang, { role: 'viewer' });
    expect(await cards(phone)).toBe(8);
    expect(await phone.read()).toContain(common.readOnlyNote);
    for (const write of [common.pause, common.resume]) expect(await phone.find(write).count()).toBe(0);
    await phone.screen.locator('queue-card').first().tap();
    await phone.idle();
    expect(await phone.read()).toContain(common.readOnlyNote);
    expect(await phone.find(queue.edit).count()).toBe(0);
  });

  test('a person who is not on the list: his openid, whom to send it to, and in once he is added', async () => {
    const openid = `o-newcomer-${lang}`;
    const phone = await open(lang, { role: 'none', openid });
    const text = await phone.read();
    for (const said of [errors.NOT_ADMIN_TITLE, errors.NOT_ADMIN_ACTION, openid, 'NOT_ADMIN']) {
      expect(text).toContain(said);
    }
    expect(await cards(phone)).toBe(0);
    await phone.tap(common.copyOpenid);
    expect(await phone.clipboard()).toBe(openid);
    // Nothing was asked of the cloud for him.
    expect(await console.it.requests('GET')).toEqual([]);

    console.it.sandbox.setPerson(openid, 'operator');
    await phone.tap(common.signInAgain);
    await phone.idle();
    expect(await cards(phone)).toBe(8);
  });

  test('an admin without a bucket: that it is so, and who can change it', async () => {
    grantOnly();
    const phone = await open(lang, { role: 'operator' });
    const text = await phone.read();
    for (const said of [errors.NO_BUCKETS_TITLE, errors.NO_BUCKETS_ACTION]) expect(text).toContain(said);
    expect(text).not.toContain('sandbox-operator');

    grantOnly('goods-image-1250000000');
    await phone.tap(common.signInAgain);
    await phone.idle();
    expect(await cards(phone)).toBe(1);
  });

  test('a phone without a network: the network is named, not the login, and a tap goes on', async () => {
    // Nobody is signed in and nothing is stored: so it is a first start.
    const openid = `o-offline-${lang}`;
    const phone = await open(lang, { role: 'none', openid });
    console.it.sandbox.setPerson(openid, 'operator');
    await phone.offline(true);
    await phone.visit('pages/board/board');
    await phone.find(errors.NETWORK_TITLE).waitFor();
    const text = await phone.read();
    expect(text).toContain(errors.NETWORK_ACTION);
    expect(text).not.toContain(errors.LOGIN_FAILED_TITLE);

    await phone.offline(false);
    await phone.tap(common.retry);
    await phone.idle();
    expect(await cards(phone)).toBe(8);
  });

  test('a bucket that CI is not opened for: where to open it, calmly, beside the queues that are there', async () => {
    const phone = await open(lang, { role: 'operator' });
    await phone.find(errors.SERVICE_NOT_OPEN_TITLE).tap();
    await phone.idle();
    const text = await phone.read();
    for (const said of [errors.SERVICE_NOT_OPEN_ACTION, ARCHIVE, 'MediaBucketUnBinded', 'RequestId']) {
      expect(text).toContain(said);
    }
    expect(await cards(phone)).toBe(8);
  });

  test('only buckets that CI is not opened for: the same, and no empty board', async () => {
    grantOnly(ARCHIVE);
    const phone = await open(lang, { role: 'operator' });
    expect(await phone.read()).toContain(errors.SERVICE_NOT_OPEN_TITLE);
    expect(await cards(phone)).toBe(0);
  });

  test('request domains that nobody has listed yet: all of them in one copy', async () => {
    const fresh = ['first-1250000000', 'second-1250000000'];
    console.it.sandbox.changeAccess((file) => ({
      buckets: fresh.map((bucket) => ({ bucket, region: 'ap-beijing', label: bucket, environment: 'test' })),
      admins: file.admins,
    }));
    const phone = await open(lang, { role: 'operator' });
    expect(await phone.read()).toContain(errors.DOMAIN_NOT_LISTED_ACTION);
    await phone.find(common.copyDomains).first().tap();
    expect(await phone.clipboard()).toBe(
      'https://first-1250000000.ci.ap-beijing.myqcloud.com\nhttps://second-1250000000.ci.ap-beijing.myqcloud.com',
    );
  });
});
