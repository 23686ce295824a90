/** A bucket of the account, as the owner sees it. */
export interface CloudBucket {
  /** Full name with the appid. */
  bucket: string;
  region: string;
  /** What people call it. */
  label: string;
  environment: 'production' | 'staging' | 'test' | 'development';
  /** Whether the image-processing service is open for it; without, it has no queue to ask for. */
  opened: boolean;
}

/** A queue as CI keeps it. */
export interface CloudQueue {
  bucket: string;
  region: string;
  queueId: string;
  name: string;
  state: 'Active' | 'Paused';
  /** The whole `<NotifyConfig>` element in one line, exactly what was last written. */
  notifyConfigXml: string;
  maxSize: number;
  maxConcurrent: number;
  category: string;
  /** `2022-08-09T16:23:11+0800` */
  createTime: string;
  updateTime: string;
}

/** What a stand-in starts with. */
export interface CloudData {
  buckets: CloudBucket[];
  queues: CloudQueue[];
}

/** The account that owns every bucket of the sandbox; Tencent's documents use this number. */
export const APPID = '1250000000';

/** Milliseconds since 1970 as CI writes times: China's offset, without a colon, whole seconds. */
export const formatTime = (milliseconds: number): string =>
  `${new Date(milliseconds + 8 * 3600_000).toISOString().slice(0, 19)}+0800`;

/** The opposite of {@link formatTime}. */
export const parseTime = (time: string): number => Date.parse(time.replace(/\+0800$/, '+08:00'));
