/** The part of miniprogram-compiler that the guard calls; the package ships no declarations. */
declare module 'miniprogram-compiler' {
  /** @throws with the compiler's own words when a template is wrong. Paths are relative to `root`. */
  export function wxmlToJs(
    root: string,
    options: { wxmlList: string[]; wxsList: string[]; maxBuffer?: number },
  ): string;
}
