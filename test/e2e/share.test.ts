/** Cards in a chat: what is in them, and where they lead whoever opens them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DICTIONARIES, LANGUAGES } from '../../miniprogram/i18n/index';
import { useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { answer, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();
const { common, errors, queue, board } = DICTIONARIES.zh_CN;

interface Card {
  title: string;
  path: string;
  imageUrl: string;
}

/** What WeChat is given when the menu's 转发 is tapped. */
const cardOf = (phone: PhonePage): Promise<Card> =>
  phone.page.evaluate(() => {
    const page = window.phone?.topPage;
    return (page?.['onShareAppMessage'] as () => Card).call(page);
  });

/** The route of a card, as the address of the phone has it. */
const routeOf = ({ path }: Card): string => path.replace(/^\//, '');

describe('a card', () => {
  test.each(LANGUAGES)('of a queue names its bucket and nothing that can change (%s)', async (lang) => {
    const phone = await phones.open(console.it.url, { lang, path: await pathOf(console.it, GOODS) });
    const before = await cardOf(phone);
    const { region, queueId } = await console.it.queueOf(GOODS);
    expect(before).toEqual({
      title: DICTIONARIES[lang].queue.shareTitle.replace('{bucket}', GOODS),
      path: `/pages/queue/queue?bucket=${GOODS}&region=${region}&queueId=${queueId}`,
      imageUrl: '/images/share.png',
    });
    await console.it.edit(GOODS, { state: 'Paused', name: 'renamed', notifyConfigXml: '<NotifyConfig/>' });
    await phone.pullDown();
    await phone.idle();
    expect(await cardOf(phone)).toEqual(before);
  });

  test('has a picture of its own, 5:4, and no photo of a page with an address in full', async () => {
    const phone = await phones.open(console.it.url, { path: await pathOf(console.it, GOODS) });
    await phone.tap(queue.reveal);
    await phone.idle();
    expect(await phone.read()).toContain('token=4f1c9e7b2a');
    const card = await cardOf(phone);
    expect(JSON.stringify(card)).not.toMatch(/https?:|4f1c9e7b2a|token/i);
    const png = readFileSync(join(__dirname, '../../miniprogram', card.imageUrl));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(png.readUInt32BE(16) / png.readUInt32BE(20)).toBe(5 / 4);
  });

  test('holds no key and no openid, wherever it is made', async () => {
    const cards: Card[] = [];
    for (const path of ['pages/board/board', await pathOf(console.it, GOODS), 'pages/queue/queue?bucket=x']) {
      const phone = await phones.open(console.it.url, { path, openid: 'o-sharing' });
      cards.push(await cardOf(phone));
    }
    const card = { title: board.title, path: '/pages/board/board', imageUrl: '/images/share.png' };
    expect(cards[0]).toEqual(card);
    // A link that was broken is not passed on.
    expect(cards[2]).toEqual(card);
    expect(JSON.stringify(cards)).not.toMatch(/AKID|o-sharing|secret|token|https?:/i);
  });
});

describe('whoever opens it, cold', () => {
  const openCard = async (role: 'operator' | 'viewer' | 'none'): Promise<PhonePage> => {
    const sender = await phones.open(console.it.url, { path: await pathOf(console.it, GOODS) });
    const path = routeOf(await cardOf(sender));
    return phones.open(console.it.url, { path, role });
  };

  test('an operator finds the queue, and can pause it', async () => {
    const phone = await openCard('operator');
    expect(await phone.title()).toBe(queue.title);
    await phone.tap(queue.pauseQueue);
    await phone.idle();
    await answer(phone, common.confirmPause);
    await phone.find(queue.donePause).waitFor();
    expect((await console.it.queueOf(GOODS)).state).toBe('Paused');
  });

  test('a viewer finds the queue, and is told that he can only look', async () => {
    const phone = await openCard('viewer');
    const text = await phone.read();
    expect(text).toContain(common.readOnlyNote);
    expect(text).toContain('queue-pic-process-1');
    expect(text).not.toContain(queue.pauseQueue);
  });

  test('a stranger sees nothing of the queue, and learns what to send to whom', async () => {
    const phone = await openCard('none');
    const text = await phone.read();
    expect(text).toContain(errors.NOT_ADMIN_TITLE);
    expect(text).toContain(errors.NOT_ADMIN_ACTION);
    expect(text).not.toMatch(/queue-pic-process-1|notify\.shop|商品图片/);
    await phone.tap(common.copyOpenid);
    expect(await phone.clipboard()).toBe('sandbox-stranger');
  });

  test('a newcomer who is added meanwhile is in with one tap', async () => {
    const phone = await openCard('none');
    console.it.sandbox.setPerson('sandbox-stranger', 'viewer');
    await phone.tap(common.signInAgain);
    await phone.idle();
    expect(await phone.read()).toContain('queue-pic-process-1');
    console.it.sandbox.setPerson('sandbox-stranger', 'none');
  });

  test('the house leads to all queues', async () => {
    const phone = await openCard('operator');
    await phone.page.locator('#home').tap();
    await phone.idle();
    expect(await phone.title()).toBe(board.title);
  });
});

describe('a link to nothing', () => {
  test.each([
    [
      'a bucket that nobody granted',
      `bucket=others-1250000000&region=ap-beijing&queueId=p1`,
      errors.BUCKET_NOT_GRANTED_TITLE,
    ],
    [
      'a bucket in another region',
      `bucket=${GOODS}&region=ap-beijing&queueId=p1`,
      errors.BUCKET_NOT_GRANTED_TITLE,
    ],
    [
      'a queue that is gone',
      `bucket=${GOODS}&region=ap-guangzhou&queueId=pgone`,
      errors.QUEUE_NOT_FOUND_TITLE,
    ],
    ['half a link', `bucket=${GOODS}&region=ap-gua`, queue.brokenLinkTitle],
    ['an encoding that was cut', `bucket=${GOODS}&region=ap-guangzhou&queueId=%E4%B`, queue.brokenLinkTitle],
    [
      'a host of somebody else',
      `bucket=evil.example.com/x-1250000000&region=ap-guangzhou&queueId=p1`,
      queue.brokenLinkTitle,
    ],
    ['markup', `bucket=%3Cb%3E-1250000000&region=ap-guangzhou&queueId=p1`, queue.brokenLinkTitle],
  ])('%s says so, asks CI for nothing else, and leads to all queues', async (_what, query, sentence) => {
    const phone = await phones.open(console.it.url, { path: `pages/queue/queue?${query}` });
    expect(await phone.read()).toContain(sentence);
    const asked = await console.it.requests('GET');
    expect(asked.filter(({ host }) => !host.startsWith(GOODS))).toEqual([]);
    await phone.tap(queue.allQueues);
    await phone.idle();
    expect(await phone.title()).toBe(board.title);
  });
});
