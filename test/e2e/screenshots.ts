import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Console } from './console';
import { launchBrowser, openPhone, type OpenPhoneOptions, type PhonePage } from './harness';

/** `npm run screenshots`: makes the README's pictures from the running console, so that they show what it really is. */
const FOLDER = resolve(__dirname, '../../docs/images');
const GOODS = 'goods-image-1250000000';

interface Picture {
  name: string;
  phone?: OpenPhoneOptions;
  /** A bucket whose queue is opened instead of the board. */
  queue?: string;
  prepare?: (phone: PhonePage, console: Console) => Promise<void>;
}

const pause = async (phone: PhonePage): Promise<void> => {
  await phone.screen
    .locator('queue-card')
    .filter({ hasText: GOODS })
    .getByText('暂停', { exact: true })
    .tap();
  await phone.idle();
};

const editUrl = async (phone: PhonePage): Promise<void> => {
  await phone.tap('编辑');
  await phone.screen
    .locator('#field-url textarea')
    .fill('https://notify.shop.example.com/v2/picture?token=new');
  await phone.tap('保存');
  await phone.idle();
};

const PICTURES: Picture[] = [
  { name: 'board' },
  { name: 'confirm', prepare: pause },
  { name: 'queue', queue: GOODS },
  { name: 'difference', queue: GOODS, prepare: editUrl },
  {
    name: 'conflict',
    queue: GOODS,
    prepare: async (phone, console) => {
      const { notifyConfigXml } = await console.queueOf(GOODS);
      await console.edit(GOODS, { notifyConfigXml: notifyConfigXml.replace('notify.shop', 'other.shop') });
      await editUrl(phone);
      await phone.tap('确认保存');
      await phone.find('别人刚改过同样的内容').first().waitFor();
      await phone.idle();
    },
  },
  {
    name: 'unknown',
    queue: GOODS,
    prepare: async (phone, console) => {
      await phone.tap('暂停队列');
      await console.faults(
        { service: 'ci', method: 'PUT', kind: 'drop-after', times: 1 },
        { service: 'ci', method: 'GET', kind: 'latency', ms: 6000, times: 2 },
      );
      await phone.tap('确认暂停');
      await phone
        .find(/结果未知，正在核对/)
        .first()
        .waitFor({ timeout: 40_000 });
    },
  },
  { name: 'board-dark', phone: { theme: 'dark' } },
  { name: 'board-en', phone: { lang: 'en' } },
];

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const console = await Console.start();
  const browser = await launchBrowser();
  try {
    for (const { name, phone: options, queue, prepare } of PICTURES) {
      await console.reset();
      const phone = await openPhone(browser, console.url, {
        ...options,
        ...(queue === undefined ? {} : { path: await pathOf(console, queue) }),
      });
      await prepare?.(phone, console);
      await phone.page.screenshot({ path: join(FOLDER, `${name}.png`) });
      await phone.close();
    }
  } finally {
    await browser.close();
    await console.close();
  }
}

async function pathOf(console: Console, bucket: string): Promise<string> {
  const { region, queueId } = await console.queueOf(bucket);
  return `pages/queue/queue?bucket=${bucket}&region=${region}&queueId=${queueId}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
