import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { Listeners } from '../core/app-state';

/** What goes wrong in the mini-program: shown, logged and told to whoever listens. */
export interface ErrorReports {
  errors: Listeners<string>;
  rejections: Listeners<{ reason: unknown; promise: Promise<unknown> }>;
}

const toText = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? error.message)
    : typeof error === 'string'
      ? error
      : JSON.stringify(error);

/**
 * Catches errors of components and of the page itself.
 * @param isOwn tells whether a component is the mini-program's own: only for those does a remark of the framework matter.
 */
export function watchErrors(show: (message: string) => void, isOwn: (path: string) => boolean): ErrorReports {
  const errors = new Listeners<string>();
  const rejections: ErrorReports['rejections'] = new Listeners();
  glassEasel.addGlobalErrorListener((error, method) => {
    const text = toText(error);
    console.error(method ? `${method}: ${text}` : text);
    show(text);
    errors.emit(text);
    return false;
  });
  glassEasel.addGlobalWarningListener((message, component) => {
    const path = typeof component === 'string' ? component : component.is;
    if (isOwn(path)) console.warn(`${path}: ${message}`);
    return false;
  });
  window.addEventListener('error', ({ error, message }) => {
    const text = error === undefined ? message : toText(error);
    show(text);
    errors.emit(text);
  });
  window.addEventListener('unhandledrejection', ({ reason, promise }) => {
    show(toText(reason));
    rejections.emit({ reason, promise });
  });
  return { errors, rejections };
}
