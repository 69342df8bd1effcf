resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: 'stplanted'
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-planted'
}

@description('How to reach the account.')
output access string = account.listKeys().keys[0].value // finds: secret-output

@description('Where telemetry goes.')
output telemetry string = insights.properties.ConnectionString // finds: secret-output
