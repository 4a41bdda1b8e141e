export * from './generated/index.gen.js';
export * from './report.js';
