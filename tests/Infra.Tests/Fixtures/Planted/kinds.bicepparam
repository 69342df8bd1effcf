using './modules/limits.bicep'

param name = 3 // finds: wrong-kind
param count = 9 // finds: out-of-limits
param size = 'small'
