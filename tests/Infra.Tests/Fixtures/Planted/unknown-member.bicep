var names = {
  identity: 'id-planted'
}
var queues = [
  { name: 'first', days: 1 }
  { nam: 'second', days: 2 } // finds: unknown-property
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: names.identiti // finds: unknown-property
}

resource service 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' existing = {
  parnt: account // finds: unknown-property
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for entry in queues: {
    parent: service
    name: entry.name
  }
]

module part 'modules/part.bicep' = {
  dependOn: [queue] // finds: unknown-property
  params: { name: names.identity }
}
