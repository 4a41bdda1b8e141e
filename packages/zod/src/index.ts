export * from './generated/index.gen.js';
export * from './issues.js';
export * from './report.js';
export * from './validators.js';
