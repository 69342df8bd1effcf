module part 'modules/part.bicep' = { // finds: missing-parameter
  params: { note: 'x' }
}
