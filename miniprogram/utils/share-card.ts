/**
 * The picture of every card. Without one WeChat takes a photo of the page, with a state that is old tomorrow, and whatever
 * else is on it: an address in full, an openid.
 */
const PICTURE = '/images/share.png';

/** @returns a card in a chat. Title and path name things, and say nothing about them. */
export function shareCard(title: string, path: string): WechatMiniprogram.Page.ICustomShareContent {
  return { title, path, imageUrl: PICTURE };
}
