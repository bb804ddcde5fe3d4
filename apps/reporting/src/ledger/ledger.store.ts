/** Derives facts from events into projections: a handful of statements for a batch, whatever its size and however many kinds there are. */
import { applyBatch, factsOfBatch, planBatch, worksFor, type Derivation, type JournalEntry, type RecordedFact } from './batch.ts';
import { addFacts, addToDays } from './fact.store.ts';
import { loadMembers, saveMembers } from './member.store.ts';
import type { Statements } from './statements.store.ts';
import { loadSubjects, saveSubjects } from './subject.store.ts';

/** Alone on these projections, and in the order of the journal. Answers the facts. */
export async function derive(
  db: Statements,
  derivations: readonly Derivation[],
  entries: readonly JournalEntry[],
): Promise<RecordedFact[]> {
  const works = worksFor(derivations, entries);
  planBatch(works, entries);
  await loadSubjects(db, works);
  works.forEach(applyBatch);
  await loadMembers(db, works);
  const facts = works.flatMap(factsOfBatch);
  await Promise.all([saveSubjects(db, works), saveMembers(db, works), addFacts(db, facts), addToDays(db, facts)]);
  return facts;
}
