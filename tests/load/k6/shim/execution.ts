/** The runner sets both before every iteration. */
export default { scenario: { iterationInTest: 0, startTime: 0 } };
