using System.Collections.Concurrent;

namespace SpotifyStandIn.Connections;

/// <summary>Which token may write to which connection; tokens can be rotated and revoked while the server runs.</summary>
public sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<Guid, StandInConnection> connections = new();

    internal ConnectionRegistry(IEnumerable<StandInConnection> connections)
    {
        foreach (var connection in connections)
            Set(connection);
    }

    public IReadOnlyCollection<StandInConnection> All => [.. connections.Values];

    /// <summary>Adds the connection or replaces it whole; an empty token list revokes every token.</summary>
    public void Set(StandInConnection connection)
    {
        if (connection.Tokens.Count > StandInConnection.MaxTokens || connection.Tokens.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"A connection has at most {StandInConnection.MaxTokens} tokens, none blank.", nameof(connection));
        connections[connection.Id] = connection;
    }

    public void SetTokens(Guid id, params string[] tokens) => Set(new StandInConnection(id, tokens, Find(id)?.AllowAlias ?? false));

    internal StandInConnection? Find(Guid id) => connections.GetValueOrDefault(id);

    internal bool KnowsToken(string token)
    {
        foreach (var (_, connection) in connections)
        {
            if (connection.Tokens.Contains(token))
                return true;
        }

        return false;
    }
}

/// <summary>A data source of the Conversions API with the tokens that may write to it.</summary>
/// <param name="Tokens">At most <see cref="MaxTokens"/>, as Spotify allows.</param>
/// <param name="AllowAlias">Whether ALIAS, which the setup guide does not list, is taken.</param>
public sealed record StandInConnection(Guid Id, IReadOnlyList<string> Tokens, bool AllowAlias = false)
{
    public const int MaxTokens = 3;
}
