@maxLength(40)
param location string // finds: missing-description

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-planted'
  location: location
}
