using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace SpotifyStandIn.Connections;

/// <summary>OAuth2 client credentials: who may ask for a token, and which issued tokens still work.</summary>
public sealed class PartnerAccess
{
    private readonly ConcurrentDictionary<string, PartnerClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private readonly FrozenSet<PartnerConversion> _conversions;
    private readonly TimeProvider _clock;
    private long _issued;

    internal PartnerAccess(StandInOptions options)
    {
        _clock = options.TimeProvider;
        _conversions = options.PartnerConversions.ToFrozenSet();
        TokenLifetime = options.PartnerTokenLifetime;
        foreach (var client in options.PartnerClients)
            Set(client);
    }

    public TimeSpan TokenLifetime { get; }

    /// <summary>How many tokens were ever issued: a sender that caches its token keeps this low.</summary>
    public long IssuedTokens => Interlocked.Read(ref _issued);

    /// <summary>Adds the client or replaces its secrets; an empty list locks it out.</summary>
    public void Set(PartnerClient client)
    {
        if (client.Secrets.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A client secret is never blank.", nameof(client));
        _clients[client.Id] = client;
    }

    public void RevokeIssuedTokens() => _tokens.Clear();

    internal bool KnowsSecret(string clientId, string secret) =>
        _clients.TryGetValue(clientId, out var client) && client.Secrets.Contains(secret);

    internal bool Knows(PartnerConversion conversion) => _conversions.Contains(conversion);

    internal string Issue()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _tokens[token] = _clock.GetUtcNow() + TokenLifetime;
        Interlocked.Increment(ref _issued);
        return token;
    }

    internal bool Accepts(string token) => _tokens.TryGetValue(token, out var expiry) && _clock.GetUtcNow() < expiry;
}

/// <summary>An OAuth client of the partner API with the secrets that it may present.</summary>
public sealed record PartnerClient(string Id, IReadOnlyList<string> Secrets);

/// <summary>The scope that partner events are written to.</summary>
public sealed record PartnerConversion(string AdvertiserId, string ConversionId);
