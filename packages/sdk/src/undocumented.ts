export * from './generated/undocumented/index.js';
