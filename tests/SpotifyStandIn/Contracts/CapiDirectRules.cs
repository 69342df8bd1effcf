using System.Text.Json;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn.Contracts;

/// <summary>Spotify's own guide: everything inside <c>conversion_events</c>.</summary>
internal sealed class CapiDirectRules(ConnectionRegistry connections, StandInOptions options)
    : CapiRules(CapiDialect.Direct, connections, options)
{
    private static readonly FieldSet Root = new("conversion_events");

    protected override CapiEnvelope ReadEnvelope(JsonElement root, ProblemList problems) =>
        Root.TryRead(root, FieldPath.Root, problems, out var values)
            ? ReadFields(values[0], FieldPath.Root.Child("conversion_events"), problems)
            : default;
}
