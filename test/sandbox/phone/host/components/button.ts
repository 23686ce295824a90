import { closestNode } from '../built-in';
import type { BuiltInNode } from '../built-in';
import { withHover } from './hover';

const reflect =
  (property: string) =>
  (node: BuiltInNode): void => {
    const value = node.text(property);
    if (value) node.element.dataset[property] = value;
    else node.element.removeAttribute(`data-${property}`);
  };

/** Document "button". Of the open types the host has none but tells so. */
export const button = withHover(
  {
    properties: {
      type: { type: String, value: 'default' },
      size: { type: String, value: 'default' },
      plain: Boolean,
      disabled: Boolean,
      loading: Boolean,
      formType: String,
      openType: String,
      lang: String,
      sessionFrom: String,
      sendMessageTitle: String,
      sendMessagePath: String,
      sendMessageImg: String,
      appParameter: String,
      showMessageCard: Boolean,
    },
    observe: {
      type: reflect('type'),
      size: reflect('size'),
      plain: (node) => {
        node.element.toggleAttribute('data-plain', node.flag('plain'));
      },
      disabled: (node) => {
        node.element.toggleAttribute('disabled', node.flag('disabled'));
        node.element.setAttribute('aria-disabled', String(node.flag('disabled')));
      },
    },
    attached: (node) => {
      node.element.setAttribute('role', 'button');
      node.element.tabIndex = 0;
      node.listen('tap', () => {
        const formType = node.text('formType');
        if (formType && !node.flag('disabled'))
          closestNode(node.element, 'form')?.emit(`phone:${formType}`, {});
        const openType = node.text('openType');
        if (openType && openType !== 'share')
          console.error(`open-type "${openType}" is not in the browser host`);
      });
    },
  },
  'button-hover',
);
