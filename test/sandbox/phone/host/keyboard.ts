/** Roles of elements that a person operates. On a phone a screen reader's finger reaches them, in a browser the Tab key. */
const CONTROLS: readonly unknown[] = ['button', 'checkbox', 'radio', 'switch', 'tab', 'link'];

export function isControl(role: unknown): boolean {
  return CONTROLS.includes(role);
}

const isVisible = (element: HTMLElement): boolean =>
  element.offsetParent !== null || element.offsetHeight > 0;

/** @returns the topmost dialog that leaves nothing else to be operated. */
function modal(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[aria-modal=true]')].filter(isVisible).pop();
}

/** The Tab key does not leave a dialog, as a screen reader's finger does not. */
export function keepFocusInDialogs(): void {
  document.addEventListener('keydown', (event) => {
    const dialog = event.key === 'Tab' ? modal() : undefined;
    if (dialog === undefined) return;
    const controls = [...dialog.querySelectorAll<HTMLElement>('[tabindex="0"], input, textarea')].filter(
      isVisible,
    );
    const at = controls.findIndex((control) => control === document.activeElement);
    const next = event.shiftKey ? (at <= 0 ? controls.length : at) - 1 : (at + 1) % controls.length;
    event.preventDefault();
    controls[next]?.focus();
  });
}

/** Enter and the space bar tap what has the focus, as a browser's own buttons do. */
export function tapByKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, repeat } = event;
    if ((key !== 'Enter' && key !== ' ') || repeat || !(target instanceof HTMLElement)) return;
    if (!isControl(target.getAttribute('role'))) return;
    event.preventDefault();
    const { left, top, width, height } = target.getBoundingClientRect();
    const at = { bubbles: true, clientX: left + width / 2, clientY: top + height / 2, button: 0 };
    // The framework makes a tap of a press and a release; it does not listen to clicks.
    target.dispatchEvent(new MouseEvent('mousedown', at));
    target.dispatchEvent(new MouseEvent('mouseup', at));
  });
}
