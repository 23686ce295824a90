import { texts } from '../../kit/texts';
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
  behaviors: [texts('common')],
  properties: {
    view: { type: Object, value: null as ResultView | null },
    /** The write can be taken back. */
    undoable: Boolean,
  },
  observers: {
    view(view: ResultView | null) {
      // Done, and seen in the cloud: the eyes may be elsewhere by now.
      if (view?.tone === 'success') tapPhone();
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
