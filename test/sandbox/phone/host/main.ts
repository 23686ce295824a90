import './frame-link';
import { start } from './start';

// Not on every phone, so not here either.
Reflect.deleteProperty(Promise, 'allSettled');

const frame = window.parent.phoneFrame;
if (!frame) throw new Error('open the phone, index.html, not the window inside it');
if (!window.miniProgram) throw new Error('mini-program.js has not run');

start(window.miniProgram, frame).catch((error: unknown) => {
  console.error(error);
  frame.showError(error instanceof Error ? error.message : String(error));
});
