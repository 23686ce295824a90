/** Where a page, or a part of it, is with its data. `empty`: an answer came, and there is nothing in it. */
export type LoadStatus = 'idle' | 'loading' | 'ready' | 'empty' | 'error';
