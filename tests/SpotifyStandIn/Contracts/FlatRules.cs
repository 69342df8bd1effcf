using System.Text.Json;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn.Contracts;

/// <summary>Datafly Signal's guide: connection id and events at the root.</summary>
internal sealed class FlatRules(ConnectionRegistry connections, StandInOptions options)
    : CapiRules(CapiDialect.Flat, connections, options)
{
    protected override CapiEnvelope ReadEnvelope(JsonElement root, ProblemList problems) =>
        ReadFields(root, FieldPath.Root, problems);
}
