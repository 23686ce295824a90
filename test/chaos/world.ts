import type { FieldName } from '../../miniprogram/models/fields';
import { sessionName } from '../../server/src/access/list';
import type { CloudQueue } from '../sandbox/cloud';
import { childElements, compactXml, parseXml } from '../sandbox/cloud/xml';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { ChaosPhone } from './phone';

export type PhoneName = 'a' | 'b';
export type Author = PhoneName | 'outside';

/** The queue as the stand-in had it from `at` on. */
export interface Version {
  /** Milliseconds, real time. */
  at: number;
  author: Author;
  values: Values;
}

/** Every part of a queue that a write replaces, by name: the fields of the API, and each unknown child as its XML. */
export type Values = Record<string, string>;

/** The one queue that the round is about; all others must never change. */
const BUCKET = 'goods-image-1250000000';

/** Names of the cloud's elements for the program's fields, written down here again so as not to trust the program. */
export const VALUE_OF_FIELD: Partial<Record<FieldName, string>> = {
  name: 'Name',
  state: 'State',
  url: 'NotifyConfig/Url',
  resultFormat: 'NotifyConfig/ResultFormat',
};

/** A sandbox with two phones on it and a record of every write. */
export class World {
  versions: Version[] = [];
  private constructor(
    readonly sandbox: Sandbox,
    readonly phones: Record<PhoneName, ChaosPhone>,
  ) {}

  static async open(script: string): Promise<World> {
    const authors = new Map<string, PhoneName>(
      (['a', 'b'] as const).map((name) => [sessionName(`phone-${name}`, `phone-${name}`), name]),
    );
    const opened: { world?: World } = {};
    const sandbox = await startSandbox({
      cloud: {
        slowRegionMs: 0,
        onWrite: (written, who) => {
          const author = who === undefined ? 'outside' : authors.get(who);
          if (author === undefined) throw new Error(`somebody unknown has written: ${String(who)}`);
          opened.world?.versions.push({ at: Date.now(), author, values: valuesOf(written) });
        },
      },
    });
    for (const name of ['a', 'b']) sandbox.setPerson(`phone-${name}`, 'operator');
    const phone = (name: PhoneName) => new ChaosPhone(script, sandbox.url, `phone-${name}`);
    opened.world = new World(sandbox, { a: phone('a'), b: phone('b') });
    return opened.world;
  }

  target(): CloudQueue {
    const queue = this.sandbox.cloud.queues().find(({ bucket }) => bucket === BUCKET);
    if (queue === undefined) throw new Error('the queue is gone');
    return queue;
  }

  others(): CloudQueue[] {
    return this.sandbox.cloud.queues().filter(({ bucket }) => bucket !== BUCKET);
  }

  puts(): number {
    return this.sandbox.cloud.log().filter(({ service, method }) => service === 'ci' && method === 'PUT')
      .length;
  }

  /** Resolves when the stand-in works on nothing any more, late requests of impatient phones included. */
  async quiet(): Promise<void> {
    while (this.sandbox.cloud.log().some(({ code }) => code === 'pending')) await new Promise(setImmediate);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}

export function valuesOf({ name, state, notifyConfigXml }: CloudQueue): Values {
  const values: Values = { Name: name, State: state };
  for (const child of childElements(parseXml(notifyConfigXml))) {
    const hasChildren = childElements(child).length > 0;
    values[`NotifyConfig/${child.nodeName}`] = hasChildren
      ? compactXml(child)
      : (child.textContent ?? '').trim();
  }
  return values;
}
