import { asyncApi, WxFailure } from '../../core/callbacks';
import { element, openLayer } from './layers';

interface ToastOptions {
  title: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  duration?: number;
  mask?: boolean;
}

interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  confirmText?: string;
}

interface SheetOptions {
  itemList: string[];
  alertText?: string;
}

const TOAST_MS = 1500;

interface ModalResult {
  confirm: boolean;
  cancel: boolean;
}

/** A question with one or two answers, in WeChat's look. */
export function askModal(options: ModalOptions, language: string): Promise<ModalResult> {
  const isChinese = language.startsWith('zh');
  return new Promise((resolve) => {
    const layer = openLayer('phone-dim');
    const answer = (confirm: boolean) => (): void => {
      layer.remove();
      resolve({ confirm, cancel: !confirm });
    };
    const buttons = [
      ...((options.showCancel ?? true)
        ? [element('button', 'cancel', options.cancelText ?? (isChinese ? '取消' : 'Cancel'), answer(false))]
        : []),
      element('button', 'confirm', options.confirmText ?? (isChinese ? '确定' : 'OK'), answer(true)),
    ];
    const footer = element('footer');
    footer.append(...buttons);
    const dialog = element('div', 'phone-modal');
    dialog.setAttribute('role', 'dialog');
    dialog.setAttribute('aria-modal', 'true');
    if (options.title) dialog.append(element('h2', undefined, options.title));
    if (options.content) dialog.append(element('p', undefined, options.content));
    dialog.append(footer);
    layer.append(dialog);
  });
}

function chooseFromSheet(options: SheetOptions, language: string): Promise<{ tapIndex: number }> {
  return new Promise((resolve, reject) => {
    const layer = openLayer('phone-dim');
    const cancel = (): void => {
      layer.remove();
      reject(new WxFailure('cancel'));
    };
    const choose = (tapIndex: number) => (): void => {
      layer.remove();
      resolve({ tapIndex });
    };
    const sheet = element('div', 'phone-sheet');
    sheet.setAttribute('role', 'dialog');
    if (options.alertText) sheet.append(element('p', undefined, options.alertText));
    sheet.append(...options.itemList.map((item, index) => element('button', undefined, item, choose(index))));
    sheet.append(element('button', 'cancel', language.startsWith('zh') ? '取消' : 'Cancel', cancel));
    layer.append(sheet);
    layer.addEventListener('click', ({ target }) => {
      if (target === layer) cancel();
    });
  });
}

/** One toast at a time; a loading sign is a toast that stays. */
function createToast(): { show(options: ToastOptions, stays: boolean): void; hide(): void } {
  let layer: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    layer?.remove();
    layer = undefined;
  };
  return {
    hide,
    show: ({ title, icon = 'success', duration = TOAST_MS, mask = false }, stays) => {
      hide();
      layer = openLayer(mask ? 'phone-toast-layer' : 'phone-toast-layer phone-through');
      const toast = element('div', `phone-toast phone-toast-${icon}`);
      toast.setAttribute('role', 'status');
      if (icon !== 'none') toast.append(element('i'));
      toast.append(element('span', undefined, title));
      layer.append(toast);
      if (!stays) timer = setTimeout(hide, duration);
    },
  };
}

/** Toasts, questions and sheets of `wx`. */
export function createDialogApi(language: () => string) {
  const toast = createToast();
  const hide = () => {
    toast.hide();
    return {};
  };
  return {
    showToast: asyncApi('showToast', (options: ToastOptions) => {
      toast.show(options, false);
      return {};
    }),
    hideToast: asyncApi('hideToast', hide),
    showLoading: asyncApi('showLoading', (options: ToastOptions) => {
      toast.show({ ...options, icon: 'loading' }, true);
      return {};
    }),
    hideLoading: asyncApi('hideLoading', hide),
    showModal: asyncApi('showModal', (options: ModalOptions) => askModal(options, language())),
    showActionSheet: asyncApi('showActionSheet', (options: SheetOptions) =>
      chooseFromSheet(options, language()),
    ),
  };
}

export type DialogApi = ReturnType<typeof createDialogApi>;
