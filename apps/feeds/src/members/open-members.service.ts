/** The member that a request is of, and that its feed is open. Known for some seconds, so that a page of the feed costs no look-up. */
import type { Actor } from '@park/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { memberByUscc, requireOpen, type Member } from './member.store.ts';

/** A membership that ends closes all doors within a minute; this is the part of it that requests take. */
const knownForMs = 5_000;
const mostKnown = 10_000;

@Injectable()
export class OpenMembers {
  private readonly known = new Map<string, { member: Member | null; until: number }>();

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Throws `forbidden members_only`, `forbidden membership_not_active`. */
  async of({ organisation }: Pick<Actor, 'organisation'>): Promise<Member> {
    const now = performance.now();
    const known = this.known.get(organisation);
    if (known && known.until > now) return requireOpen(known.member);
    const member = await memberByUscc(this.dataSource, organisation);
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(organisation, { member, until: now + knownForMs });
    return requireOpen(member);
  }

  /** Looked up anew. */
  async isOpen(organisation: string): Promise<boolean> {
    return (await memberByUscc(this.dataSource, organisation))?.is_open ?? false;
  }
}
