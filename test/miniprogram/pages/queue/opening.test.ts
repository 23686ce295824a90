import { active, paused, queues, serve, sessions, writer } from './services';
import { leave, open, page, shown } from './bench';
import { AppError } from '../../../../miniprogram/models/errors';
import { fieldsOf } from '../../../../miniprogram/models/fields';
import type { WriteResult } from '../../../../miniprogram/models/write';
import { deferred } from '../../../support/deferred';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

describe('opening', () => {
  test('a queue is read and shown', async () => {
    await open();
    expect(shown).toMatchObject({
      status: 'ready',
      detail: { name: 'queue-pic-process-1' },
      toggle: 'pause',
      editable: true,
      busy: false,
    });
  });

  test('a link that names no queue says so, and asks the cloud for nothing', async () => {
    await open();
    queues.getQueue.mockClear();
    await page.loader.open(undefined);
    expect(shown.status).toBe('broken-link');
    expect(queues.getQueue).not.toHaveBeenCalled();
  });

  test('a bucket that is not granted is an error of its own, and trying again signs in again', async () => {
    await open(active, 'operator', []);
    expect(shown).toMatchObject({ status: 'error', error: { code: 'BUCKET_NOT_GRANTED' }, detail: null });

    serve(active);
    await page.loader.load(true);
    expect(sessions.renewSession).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({ status: 'ready', error: null });
  });

  test('a viewer sees everything and can begin nothing', async () => {
    await open(active, 'viewer');
    expect(shown).toMatchObject({ readOnly: true, editable: false, toggle: '', draft: null });
    page.actions.askState('pause');
    page.editor.begin();
    expect(shown).toMatchObject({ asking: false, form: null });
  });

  test('a queue that cannot be sent back says so instead of offering edits', async () => {
    await open({ ...active, cannotCarry: ['NotifyConfig.@id'] });
    expect(shown).toMatchObject({ editable: false, toggle: '', cannotCarry: { code: 'CANNOT_CARRY' } });
  });

  test('a state that CI added later has no opposite, but can be edited', async () => {
    await open(makeQueue({ State: 'Draining' }));
    expect(shown).toMatchObject({ editable: true, toggle: '' });
  });

  test('a refresh that fails leaves what was read before', async () => {
    await open();
    queues.getQueue.mockRejectedValue(new AppError('TIMEOUT'));
    await page.loader.load(false);
    expect(shown).toMatchObject({
      status: 'ready',
      error: { code: 'TIMEOUT' },
      detail: { name: active.name },
    });
  });

  test('whoever lost access keeps nothing on the screen', async () => {
    await open();
    sessions.getSession.mockRejectedValue(new AppError('NOT_ADMIN'));
    await page.loader.load(false);
    expect(shown).toMatchObject({ status: 'error', error: { code: 'NOT_ADMIN' }, detail: null });
  });

  test('back on the page it is read again, but not under an edit', async () => {
    await open();
    queues.getQueue.mockResolvedValue(paused);
    await page.shown();
    expect(shown.detail?.state).toBe('Paused');
    page.editor.begin();
    queues.getQueue.mockClear();
    await page.shown();
    expect(queues.getQueue).not.toHaveBeenCalled();
  });
});

test('a page that was left is not touched any more, and its write goes on', async () => {
  const write = deferred<WriteResult>();
  await open();
  writer.pauseQueue.mockReturnValue(write.promise);
  page.actions.askState('pause');
  const confirmed = page.actions.confirm();
  leave();
  const before = shown;
  write.resolve({ outcome: 'already', after: paused, theirs: [] });
  await confirmed;
  expect(shown).toBe(before);
});

test('the address is shown in full only when it is asked for', async () => {
  await open(makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' }));
  expect(JSON.stringify(shown)).not.toContain('s3cr3t');
  page.reveal(true);
  expect(shown.detail?.address?.value).toContain('s3cr3t');
});

test('a question never shows a token', async () => {
  const secret = makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' });
  await open(secret);
  page.editor.begin();
  page.editor.type('url', 'https://a.example.com/?token=fr3sh');
  page.actions.askSave();
  expect(JSON.stringify(shown.sheet)).not.toMatch(/s3cr3t|fr3sh/);
  expect(fieldsOf(secret).url).toContain('s3cr3t');
});
