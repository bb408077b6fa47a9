// Style sheets and images as imports. Next writes the same into next-env.d.ts, which is not there before its first run.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
