import { optionsFrom } from './options.ts';

it('loads the sample park in the foreground unless told otherwise', () => {
  expect(optionsFrom([])).toEqual({ detach: false, sample: true, openingDay: undefined });
  expect(optionsFrom(['--detach', '--no-sample', '--opening-day', '2023-08-18'])).toEqual({
    detach: true,
    sample: false,
    openingDay: '2023-08-18',
  });
});

it.each([[['--opening-day', '2023-02-30']], [['--opening-day', 'today']], [['--opening-day']], [['--fast']], [['tenants']]])(
  'refuses %j and shows the usage',
  (args) => {
    expect(() => optionsFrom(args)).toThrow(/Usage: npm start -- \[--detach\]/);
  },
);
