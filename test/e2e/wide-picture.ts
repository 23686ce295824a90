import { readFile } from 'node:fs/promises';
import { launchBrowser } from './harness';

/** Width of one phone and space between two, px. */
const PHONE_WIDTH = 280;
const GAP = 24;

/** Places pictures of phones side by side on a transparent page, and stores them as one. */
export async function composeWidePicture(phones: readonly string[], file: string): Promise<void> {
  const pictures = await Promise.all(phones.map((phone) => readFile(phone, 'base64')));
  const browser = await launchBrowser();
  try {
    const width = phones.length * (PHONE_WIDTH + GAP) + GAP;
    const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width, height: 100 } });
    await page.setContent(`<!doctype html><style>
        body { display: flex; align-items: start; gap: ${GAP}px; margin: 0; padding: ${GAP}px; }
        img { width: ${PHONE_WIDTH}px; border-radius: 24px; box-shadow: 0 0 0 1px #8c96a466, 0 4px 16px #0003; }
      </style>
      ${pictures.map((picture) => `<img src="data:image/png;base64,${picture}">`).join('')}`);
    await page
      .locator('img')
      .evaluateAll((images) => Promise.all(images.map((image) => (image as HTMLImageElement).decode())));
    await page.screenshot({ path: file, fullPage: true, omitBackground: true });
  } finally {
    await browser.close();
  }
}
