/** The largest rule file, in characters: SigmaHQ's largest has 0.2 million, and YAML is read at 0.3 million a second. */
export const RULE_CHARS_MAX = 500_000

/** The most documents in one file. */
export const DOCUMENTS_MAX = 10_000

/** The most YAML aliases that are followed in one file: a rule needs a handful, a YAML bomb millions. */
export const ALIASES_MAX = 100

/** How deep search identifiers and conditions may nest. */
export const DEPTH_MAX = 64

/** The most values in one rule: SigmaHQ's largest list has 4,432. */
export const VALUES_MAX = 100_000

/** The longest regular expression, in characters: SigmaHQ's longest has 218. */
export const REGEX_SOURCE_CHARS_MAX = 8192

/** The most steps of a compiled regular expression: time is at most steps times characters of the value. */
export const REGEX_PROGRAM_MAX = 5000

/** The most forms that `windash` may make of one value: four options make 625. */
export const DASHED_MAX = 625

/** The most values that placeholders may make of one value. */
export const EXPANDED_MAX = 10_000

/** The most parts that all conditions of a rule may have, each search identifier counted as often as it is named. */
export const NODES_MAX = 500_000

/** How deep YAML may nest: a rule needs a handful; the parser works by recursion. */
export const YAML_DEPTH_MAX = 100

/** The most rules that one correlation may name. */
export const CORRELATED_MAX = 100

/** How deep correlations may stand on correlations. */
export const CHAIN_MAX = 10

/** Matches that all windows of one correlation hold together; beyond it the oldest group is given up, and counted. */
export const WINDOW_MATCHES_MAX = 200_000

/** The largest bound of a correlation: what one window can hold, halved so that others have room. */
export const BOUND_MAX = WINDOW_MATCHES_MAX / 2

/** Servers that one finding of a correlation names. */
export const NAMED_SERVERS_MAX = 1000

/** Matches between two looks at which windows have run out. */
export const SWEEP_MATCHES = 4096

/** Matches that one finding of a correlation names: the first and the latest ones. */
export const NAMED_MATCHES_MAX = 100

/** Programs (one for each channel and event id) that a compiled rule set keeps; past the bound it begins afresh. */
export const PROGRAMS_MAX = 4096
