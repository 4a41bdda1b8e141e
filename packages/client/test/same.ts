type IsAny<T> = 0 extends 1 & T ? true : false;

/** `true` when either type can stand for the other and neither is `any`, which could for all. */
export type Same<A, B> = true extends IsAny<A> | IsAny<B>
  ? false
  : [A] extends [B]
    ? [B] extends [A]
      ? true
      : false
    : false;
