module missing 'modules/missing.bicep' = { // finds: unknown-module
  params: {}
}

module registry 'br/public:avm/res/storage/storage-account:0.25.0' = { // finds: unknown-module
  params: {}
}
