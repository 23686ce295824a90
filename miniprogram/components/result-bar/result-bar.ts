import { textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import { tapPhone } from '../../utils/haptics';

/** The outcome of a write, in words. */
export interface ResultView {
  tone: 'success' | 'info' | 'warning';
  title: string;
  /** A second, quieter sentence; `''` for none. */
  note: string;
}

/** Tells how a write ended, at the bottom of the page, until it is closed. Emits `close`, and `undo` if that is offered. */
Component({
  behaviors: [translated],
  properties: {
    view: { type: Object, value: null as ResultView | null },
    /** The write can be taken back. */
    undoable: Boolean,
  },
  data: { t: {} },
  observers: {
    view(view: ResultView | null) {
      // Done, and seen in the cloud: the eyes may be elsewhere by now.
      if (view?.tone === 'success') tapPhone();
    },
  },
  methods: {
    translate() {
      this.setData({ t: textsFor('common') });
    },
    onUndo() {
      this.triggerEvent('undo');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
