import type { BuiltIn } from '../built-in';

const FORBIDDEN = 'script, iframe, style, link, object, embed';

/** Document "rich-text", for `nodes` as text. */
export const richText: BuiltIn = {
  properties: { nodes: null, space: String },
  observe: {
    nodes: (node) => {
      const nodes = node.get('nodes');
      if (typeof nodes !== 'string') return;
      const parsed = new DOMParser().parseFromString(nodes, 'text/html');
      parsed.querySelectorAll(FORBIDDEN).forEach((element) => {
        element.remove();
      });
      node.element.replaceChildren(...parsed.body.childNodes);
    },
  },
};
