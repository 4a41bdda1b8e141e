export { type Company, company } from './company.ts';
export { type FakeKaiten, type FakeKaitenOptions, fakeKaiten } from './fake-kaiten.ts';
export { runExample } from './run-example.ts';
