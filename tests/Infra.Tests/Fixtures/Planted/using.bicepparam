using './modules/absent.bicep' // finds: unknown-module

param name = 'ab'
