using './modules/limits.bicep' // finds: missing-parameter

param name = 'too-long' // finds: out-of-limits
param size = 'huge' // finds: unlisted-value
param colour = 'red' // finds: unknown-parameter
