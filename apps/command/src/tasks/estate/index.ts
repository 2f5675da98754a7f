/** The estate: reading its folder, what is down because of what, what is lost if servers are pulled. @module */
export { describeEstateFault, estateOf, readEstateFolder, type EstateRead } from './read-estate.ts'
export { readVerdicts } from './read-verdicts.ts'
