import { PersonsService, type Identity, type Person } from '@park/directory';
import { addDays, Refusal, type LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { keepPersons } from '../registrations/person-use.store.ts';

/** What is funded after a roadshow is followed up for half a year, and a project may come back in the next season. */
const founderKeptDays = 730;

/** The founders of projects in the register of persons. */
@Injectable()
export class FoundersService {
  constructor(@Inject(PersonsService) private readonly persons: PersonsService) {}

  /** `namePointer`: to the member of the input that has the name. */
  async enter(command: Command, founders: readonly Identity[], namePointer: string): Promise<Person[]> {
    try {
      return await this.persons.enter(command, founders);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'person_name_differs') throw error;
      throw new Refusal('conflict', 'person_name_differs', error.message, {
        errors: error.errors.map(({ detail }) => ({ pointer: namePointer, detail })),
        extra: error.extra,
      });
    }
  }

  /** From the last day on which the project did something. */
  async keep({ tx }: Pick<Command, 'tx'>, founders: readonly { founder_id: string; on: LocalDate }[]): Promise<void> {
    await keepPersons(
      tx,
      founders.map(({ founder_id, on }) => ({ person_id: founder_id, keep_until: addDays(on, founderKeptDays) })),
    );
  }
}
