using './modules/limits.bicep'

param name = readEnvironmentVarable('NAME', 'ab') // finds: unknown-symbol
param count = 3
param size = 'small'
