import { AppState } from '../core/app-state';
import { createRouterClient, readText } from '../core/router';
import type { MiniProgram } from '../protocol';
import { createBuiltIns } from './components';
import { createEngine } from './engine';
import { watchErrors } from './errors';
import type { Frame } from './frame-link';
import { Injection } from './injection';
import { keepFocusInDialogs, tapByKeyboard } from './keyboard';
import { MiniApp } from './mini-app';
import { parseQuery, splitUrl } from './page-url';
import { PageStack } from './page-stack';
import { createPhone } from './phone';
import { createPhoneWx } from './phone-wx';
import { guardSetData, Registration } from './registration';
import { PhoneTheme } from './theme';
import { CountedTimers } from './timers';
import { Clipboard } from './wx/clipboard';

/** Scenes of the document "场景值列表": the main entry, and a card that someone shared. */
const SCENE_ENTRY = 1001;
const SCENE_SHARED_CARD = 1007;

/** Asks the sandbox whose phone this is; the address only says what kind of person is wanted. */
async function askForPerson({ settings: { openid, role } }: Frame): Promise<string> {
  const post = createRouterClient(location.href);
  return readText(
    await post('/__phone/person', { ...(openid && { openid }), ...(role && { role }) }),
    'openid',
  );
}

/** Shows in the frame, and around the page, what the page on top wants there. */
const showPageIn =
  (frame: Frame, theme: PhoneTheme) =>
  ({ top: { config, title, url, isHomeHidden, rootFontSize }, depth, isAwayFromHome }: PageStack): void => {
    frame.showRoute(url);
    frame.showBar({
      title,
      background: theme.resolve(config.navigationBarBackgroundColor, '#000000'),
      text: theme.resolve(config.navigationBarTextStyle, 'white') === 'black' ? 'black' : 'white',
      canGoBack: depth > 1,
      canGoHome: isAwayFromHome && !isHomeHidden,
      isHidden: config.navigationStyle === 'custom',
    });
    const root = document.documentElement;
    root.style.background = theme.resolve(config.backgroundColor, '#ffffff');
    // One document holds all pages, so the one on top decides.
    root.style.fontSize = rootFontSize;
    root.dataset['pull'] = theme.resolve(config.backgroundTextStyle, 'dark');
  };

/** Keeps the room for the home bar in step with the frame, which is a device on a desk and none on a phone. */
function followSafeArea(safeAreaBottom: () => number): void {
  const show = (): void => {
    document.documentElement.style.setProperty('--phone-safe-bottom', `${safeAreaBottom()}px`);
  };
  show();
  window.addEventListener('resize', show);
}

/** Starts the mini-program in this window: the order of things is WeChat's. */
export async function start(miniProgram: MiniProgram, frame: Frame): Promise<void> {
  const { settings, safeAreaBottom } = frame;
  const openid = await askForPerson(frame);
  const ownPaths = new Set(miniProgram.components.filter(({ isOwn }) => isOwn).map(({ path }) => path));
  const isOwn = (path: string): boolean => ownPaths.has(path);
  const theme = new PhoneTheme(settings.theme, miniProgram.app);
  const reports = watchErrors(frame.showError, isOwn);

  const startUrl = `/${settings.startPage || (miniProgram.app.pages[0] ?? '')}`;
  const { path, search } = splitUrl(startUrl, '');
  const scene = settings.startPage === '' ? SCENE_ENTRY : SCENE_SHARED_CARD;
  const app = new AppState({ path, query: parseQuery(search), scene, referrerInfo: {} });
  const miniApp = new MiniApp();
  const clipboard = new Clipboard();
  const timers = new CountedTimers(window);

  const engine = createEngine(
    miniProgram,
    createBuiltIns({
      navigate: ({ openType, url, delta }) => {
        if (openType === 'navigateBack') pages.navigateBack(delta);
        else if (openType === 'redirect') pages.redirectTo(url);
        else if (openType === 'reLaunch') pages.reLaunch(url);
        else pages.navigateTo(url);
      },
      fontSizeSetting: settings.fontSizeSetting,
      setRootFontSize: (page, size) => {
        pages.setRootFontSize(page, size);
      },
    }),
  );
  const injection = new Injection(miniProgram.components, (component) => {
    registration.run(component, modules.components[component.path]);
  });
  const pages = new PageStack(
    engine,
    miniProgram.app,
    miniProgram.components,
    injection,
    showPageIn(frame, theme),
  );
  const setDataStats = { calls: 0, bytes: 0, largest: 0, busiest: {} };
  guardSetData(isOwn, setDataStats);

  const registration = new Registration(engine);
  const modules = miniProgram.modules({
    wx: createPhoneWx({ openid, settings, app, theme, reports, pages, clipboard, safeAreaBottom }),
    App: miniApp.define,
    getApp: miniApp.get,
    getCurrentPages: () => pages.instances(),
    ...registration.constructors,
    console,
    ...timers.functions,
  });
  modules.app();
  if (!miniProgram.app.isLazy) injection.injectAll();

  miniApp.follow(app, pages, theme, reports);
  miniApp.call('onLaunch', app.launchOptions);
  miniApp.call('onShow', app.launchOptions);
  pages.reLaunch(startUrl);
  followSafeArea(safeAreaBottom);
  tapByKeyboard();
  keepFocusInDialogs();
  frame.connect(
    createPhone({ openid, settings, app, miniApp, pages, theme, clipboard, timers, setDataStats }),
  );
}
