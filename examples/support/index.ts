export { type Company, company } from './company.ts';
export { type FakeKaiten, fakeKaiten } from './fake-kaiten.ts';
export { runExample } from './run-example.ts';
