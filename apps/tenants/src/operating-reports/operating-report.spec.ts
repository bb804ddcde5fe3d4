import { allowed } from '@park/kernel';
import { refusalOf } from '@park/test-kit';
import { reportMachine, restate, revise, sendBack, submit, verify, type Figures } from './operating-report.ts';
import { aReport, someFigures } from './operating-report.fixture.ts';

describe('submitting', () => {
  it('waits for the end of the period', () => {
    expect(() => submit(aReport(), 'anna', '2025-03-31', null)).toThrow(expect.objectContaining({ code: 'period_not_over' }));
    expect(submit(aReport(), 'anna', '2025-04-01', null)).toMatchObject({
      next: { state: 'submitted', submitted_by: 'anna' },
      events: [{ effectiveOn: '2025-03-31', data: { period: '2025-Q1', tax_local_kcny: 120 } }],
    });
  });

  it('names every figure that does not fit', () => {
    const report = aReport({ tax_local_kcny: 311, employees_grad_fresh: 19, export_kcny: 5201 });
    expect(() => submit(report, 'anna', '2025-04-01', null)).toThrow(
      expect.objectContaining({
        code: 'inconsistent_figures',
        errors: ['/tax_local_kcny', '/employees_grad_fresh', '/export_kcny'].map((pointer) => expect.objectContaining({ pointer })),
      }),
    );
  });

  it('wants a note where a figure changed by more than half in a year', () => {
    const half = { ...someFigures, revenue_kcny: 3466 };
    expect(() => submit(aReport(), 'anna', '2025-04-01', half)).toThrow(expect.objectContaining({ code: 'inconsistent_figures' }));
    expect(submit(aReport(), 'anna', '2025-04-01', { ...someFigures, revenue_kcny: 3467 }).next.state).toBe('submitted');
    expect(submit(aReport({ note: 'new product' }), 'anna', '2025-04-01', half).next.state).toBe('submitted');
  });

  /** Refunds make taxes negative, returned goods the revenue. */
  it.each<[string, Partial<Figures>, Partial<Figures> | null, string[]]>([
    ['a refund, and the local part of it', { tax_total_kcny: -100, tax_local_kcny: -50 }, null, []],
    ['a local refund beyond the whole', { tax_total_kcny: -100, tax_local_kcny: -101 }, null, ['/tax_local_kcny']],
    ['a local refund beside taxes that were paid', { tax_total_kcny: 310, tax_local_kcny: -400 }, null, []],
    ['more goods returned than sold, and no exports', { revenue_kcny: -5, export_kcny: 0 }, null, []],
    ['more goods returned than sold, and exports', { revenue_kcny: -5, export_kcny: 1 }, null, ['/export_kcny']],
    ['a refund after a year of taxes', { tax_total_kcny: -310, tax_local_kcny: -120 }, {}, ['/tax_total_kcny']],
    ['taxes after a year of refunds', {}, { tax_total_kcny: -310 }, ['/tax_total_kcny']],
    ['a refund half as large again', { tax_total_kcny: -465, tax_local_kcny: -120 }, { tax_total_kcny: -310 }, []],
    ['a refund larger than that', { tax_total_kcny: -466, tax_local_kcny: -120 }, { tax_total_kcny: -310 }, ['/tax_total_kcny']],
  ])('compares amounts with their signs: %s', (_, figures, before, pointers) => {
    const yearBefore = before && { ...someFigures, ...before };
    const refusal = refusalOf(() => submit(aReport(figures), 'anna', '2025-04-01', yearBefore));
    expect(refusal?.errors.map(({ pointer }) => pointer) ?? []).toEqual(pointers);
  });
});

it('is verified by somebody else than submitted it', () => {
  const submitted = aReport({ state: 'submitted', submitted_by: 'anna' });
  expect(() => verify(submitted, 'anna')).toThrow(expect.objectContaining({ code: 'segregation_of_duties' }));
  expect(verify(submitted, 'ben').next.state).toBe('verified');
});

it('is returned with reasons, and revised', () => {
  const returned = sendBack(aReport({ state: 'submitted' }), ['tax does not match']).next;
  expect(returned).toMatchObject({ state: 'returned', return_reasons: ['tax does not match'] });
  expect(revise(returned, { tax_total_kcny: 300 }).next).toMatchObject({
    state: 'draft',
    return_reasons: [],
    tax_total_kcny: 300,
    revenue_kcny: 5200,
  });
});

it('is restated with the old figures beside the new ones, and not at all where nothing changes', () => {
  const { events } = restate(aReport({ state: 'verified' }), { tax_local_kcny: 125 }, 'assessment corrected');
  expect(events[0]!.data).toMatchObject({
    tax_local_kcny: 125,
    old: { tax_local_kcny: 120 },
    from_state: 'verified',
    to_state: 'verified',
  });
  expect(restate(aReport({ state: 'verified' }), { tax_local_kcny: 120 }, 'same').events).toEqual([]);
});

it('allows in each state what the table says', () => {
  expect((['draft', 'submitted', 'returned', 'verified'] as const).map((state) => allowed(reportMachine, state))).toEqual([
    ['revise', 'submit'],
    ['return', 'verify'],
    ['revise'],
    ['restate'],
  ]);
});
