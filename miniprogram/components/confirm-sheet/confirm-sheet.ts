import { texts } from '../../kit/texts';
import { Arming, REST_MS } from './arming';

/** What a write is about to touch. */
export interface ConfirmTarget {
  queueName: string;
  bucketLabel: string;
  /** Full name with the appid. */
  bucket: string;
  /** In words. */
  region: string;
  environment: string;
}

/** A question of the sheet, in words. */
export interface ConfirmView {
  title: string;
  /** `null` where the slot tells what is touched. */
  target: ConfirmTarget | null;
  /** One sentence each: what happens when the admin says yes. */
  effects: string[];
  /** `''` where there is nothing to say yes to. */
  confirmText: string;
  /** What "no" is called, where "cancel" would be unclear. */
  cancelText?: string;
  /** `danger` paints the button red, whatever the environment. */
  tone: 'normal' | 'danger';
}

const armings = new WeakMap<object, Arming>();

/** @returns what decides about the taps on the button of that sheet. */
function armingOf(sheet: { setData(patch: { resting: boolean }): void }): Arming {
  const known = armings.get(sheet);
  if (known !== undefined) return known;
  const arming = new Arming(later, (armed) => {
    sheet.setData({ resting: !armed });
  });
  armings.set(sheet, arming);
  return arming;
}

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => {
    clearTimeout(timer);
  };
}

/**
 * A question before a write, from below, with its target and its effect. Emits `confirm` and `cancel`; the page takes
 * `show` away. Its slot stands between effects and buttons. A no always counts, a yes once the question has rested.
 */
Component({
  behaviors: [texts('common')],
  properties: {
    show: Boolean,
    view: { type: Object, value: null as ConfirmView | null },
    /** The write has begun: nothing can be tapped. */
    busy: Boolean,
    /** Shown on the button while busy. */
    busyText: String,
    /** The slot says that yes is not possible yet. */
    blocked: Boolean,
    /** A tap beside the sheet is no "no". */
    firm: Boolean,
  },
  data: { resting: true, restMs: REST_MS },
  observers: {
    'show, view, busy'(show: boolean, view: ConfirmView | null, busy: boolean) {
      armingOf(this).ask(show && !busy && view !== null ? JSON.stringify(view) : null);
    },
  },
  lifetimes: {
    detached() {
      armingOf(this).ask(null);
    },
  },
  pageLifetimes: {
    /** What was asked before the admin was away has to be read again. */
    show() {
      armingOf(this).restAgain();
    },
  },
  methods: {
    onTouchStart() {
      armingOf(this).touchStart();
    },
    onTouchCancel() {
      armingOf(this).touchCancel();
    },
    onConfirm() {
      const isYes = armingOf(this).isYes();
      if (isYes && this.data.show && !this.data.busy && !this.data.blocked) this.triggerEvent('confirm');
    },
    onCancel() {
      if (!this.data.busy) this.triggerEvent('cancel');
    },
    onBeside() {
      if (!this.data.firm) this.onCancel();
    },
  },
});
