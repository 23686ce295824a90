/** Creates an element with text, never markup, and what a tap on it does. */
export function element(tag: string, className?: string, text?: string, onTap?: () => void): HTMLElement {
  const created = document.createElement(tag);
  if (className) created.className = className;
  if (text !== undefined) created.textContent = text;
  if (onTap) created.addEventListener('click', onTap);
  return created;
}

/** Puts a layer over all pages; removing it closes it. */
export function openLayer(className: string): HTMLElement {
  const layer = element('div', `phone-layer ${className}`);
  document.body.append(layer);
  return layer;
}
