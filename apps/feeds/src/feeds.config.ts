import { commonSettings, readSettings } from '@park/service-kit';
import { z } from 'zod';
import { usualRetentionDays } from './log/retention.ts';

const settings = {
  ...commonSettings,
  /** Days for which a position of a log can be read. */
  FEED_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(usualRetentionDays),
  /** Secret behind the signing secrets of endpoints, which are stored sealed: base64 of 32 random bytes. */
  SIGNING_SECRETS_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32),
  /** Streams that one member may have open at one instance. */
  SSE_CONNECTIONS_PER_MEMBER: z.coerce.number().int().min(1).max(10_000).default(50),
  PARK_NAME_ZH: z.string().min(1).default('闯创驿·向青春 青年梦工厂'),
  PARK_NAME_EN: z.string().min(1).default('Chuangchuangyi Youth Dream Factory'),
  /** The client as which members sign in on their page. */
  MEMBER_PAGE_CLIENT_ID: z.string().min(1).default('member-page'),
  /** The folder of the built member's page; without it, the one beside this app in the workspace. */
  MEMBER_PAGE_DIR: z.string().min(1).optional(),
  /** Development alone: endpoints may have http addresses, and addresses of this machine. */
  ALLOW_LOCAL_ENDPOINTS: z.stringbool().default(false),
};

export type FeedsSettings = z.infer<z.ZodObject<typeof settings>>;

export function feedsSettings(environment: NodeJS.ProcessEnv): FeedsSettings {
  return readSettings(settings, environment);
}
