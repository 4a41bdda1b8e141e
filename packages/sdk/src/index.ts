export * from '@kaiten-sdk/client';
