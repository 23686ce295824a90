import { textsFor } from '../../i18n/index';

/** The outcome of a write, in words. */
export interface ResultView {
  tone: 'success' | 'info' | 'warning';
  title: string;
  /** A second, quieter sentence; `''` for none. */
  note: string;
}

/** Tells how a write ended, at the bottom of the page, until it is closed. Emits `close`, and `undo` if that is offered. */
Component({
  properties: {
    view: { type: Object, value: null as ResultView | null },
    /** The write can be taken back. */
    undoable: Boolean,
  },
  data: { t: {} },
  lifetimes: {
    attached() {
      this.setData({ t: textsFor('common') });
    },
  },
  methods: {
    onUndo() {
      this.triggerEvent('undo');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
