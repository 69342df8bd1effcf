@description('Region.')
param location string // finds: missing-limit

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-planted'
  location: location
}
