/** Which code made a fact: the version and a hash of the sources, put in by the build; `source` when run unbuilt. */
export const codeVersion: string = process.env.PAYUNG_BUILD ?? "source";
