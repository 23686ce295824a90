import { textsFor } from '../../i18n/index';

/** The outcome of a write, in words, at the bottom of the page until it is closed. Emits `close`. */
export interface ResultView {
  tone: 'success' | 'info' | 'warning';
  title: string;
  /** A second, quieter sentence; `''` for none. */
  note: string;
}

Component({
  properties: {
    view: { type: Object, value: null as ResultView | null },
  },
  data: { t: {} },
  lifetimes: {
    attached() {
      this.setData({ t: textsFor('common') });
    },
  },
  methods: {
    onClose() {
      this.triggerEvent('close');
    },
  },
});
