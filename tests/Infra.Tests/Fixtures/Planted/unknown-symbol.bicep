@description('Region.')
@maxLength(40)
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${enviroment}' // finds: unknown-symbol
  location: toLowr(location) // finds: unknown-symbol
}
