targetScope = 'subscription'

module part 'modules/part.bicep' = { // finds: missing-scope
  params: { name: 'planted' }
}
