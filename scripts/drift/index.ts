export { fakeGh } from './pull-request/fake-gh.ts';
export { propose } from './pull-request/propose.ts';
