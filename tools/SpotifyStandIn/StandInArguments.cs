using System.Globalization;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn;

/// <summary>The command line. Without connections or clients the demonstration values apply.</summary>
public sealed record StandInArguments(StandInOptions Options, int? ParentProcess)
{
    public const string Usage =
        "usage: SpotifyStandIn [--port N] [--connection UUID --token T [--token T]]... [--client-id ID --client-secret S]... "
        + "[--advertiser-id A --conversion-id C]... [--exit-with-parent PID]";

    /// <exception cref="FormatException">An argument is unknown, incomplete or out of place.</exception>
    public static StandInArguments Parse(IReadOnlyList<string> arguments)
    {
        var connections = new List<StandInConnection>();
        var clients = new List<PartnerClient>();
        var conversions = new List<PartnerConversion>();
        string? clientId = null, advertiserId = null;
        var (port, parent) = (0, (int?)null);

        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value");
            switch (arguments[i])
            {
                case "--port": port = Number(value); break;
                case "--exit-with-parent": parent = Number(value); break;
                case "--connection": connections.Add(new StandInConnection(Guid.ParseExact(value, "D"), [])); break;
                case "--token" when connections.Count > 0: connections[^1] = WithToken(connections[^1], value); break;
                case "--client-id": clientId = value; break;
                case "--client-secret" when clientId is not null: clients.Add(new PartnerClient(clientId, [value])); break;
                case "--advertiser-id": advertiserId = value; break;
                case "--conversion-id" when advertiserId is not null: conversions.Add(new PartnerConversion(advertiserId, value)); break;
                default: throw new FormatException($"{arguments[i]} is unknown or out of place");
            }
        }

        var demo = StandInOptions.Demo;
        return new StandInArguments(
            demo with
            {
                Port = port,
                Connections = connections.Count > 0 ? connections : demo.Connections,
                PartnerClients = clients.Count > 0 ? clients : demo.PartnerClients,
                PartnerConversions = conversions.Count > 0 ? conversions : demo.PartnerConversions,
            },
            parent);
    }

    private static StandInConnection WithToken(StandInConnection connection, string token) =>
        connection with { Tokens = [.. connection.Tokens, token] };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
