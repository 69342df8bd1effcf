using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace SpotifyStandIn.Connections;

/// <summary>OAuth2 client credentials: who may ask for a token, and which issued tokens still work.</summary>
public sealed class PartnerAccess
{
    private readonly ConcurrentDictionary<string, PartnerClient> clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);
    private readonly FrozenSet<PartnerConversion> conversions;
    private readonly TimeProvider clock;
    private long issued;

    internal PartnerAccess(StandInOptions options)
    {
        clock = options.TimeProvider;
        conversions = options.PartnerConversions.ToFrozenSet();
        TokenLifetime = options.PartnerTokenLifetime;
        foreach (var client in options.PartnerClients)
            Set(client);
    }

    public TimeSpan TokenLifetime { get; }

    /// <summary>How many tokens were ever issued: a sender that caches its token keeps this low.</summary>
    public long IssuedTokens => Interlocked.Read(ref issued);

    /// <summary>Adds the client or replaces its secrets; an empty list locks it out.</summary>
    public void Set(PartnerClient client)
    {
        if (client.Secrets.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A client secret is never blank.", nameof(client));
        clients[client.Id] = client;
    }

    public void RevokeIssuedTokens() => tokens.Clear();

    internal bool KnowsSecret(string clientId, string secret) =>
        clients.TryGetValue(clientId, out var client) && client.Secrets.Contains(secret);

    internal bool Knows(PartnerConversion conversion) => conversions.Contains(conversion);

    internal string Issue()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        tokens[token] = clock.GetUtcNow() + TokenLifetime;
        Interlocked.Increment(ref issued);
        return token;
    }

    internal bool Accepts(string token) => tokens.TryGetValue(token, out var expiry) && clock.GetUtcNow() < expiry;
}

/// <summary>An OAuth client of the partner API with the secrets that it may present.</summary>
public sealed record PartnerClient(string Id, IReadOnlyList<string> Secrets);

/// <summary>The scope that partner events are written to.</summary>
public sealed record PartnerConversion(string AdvertiserId, string ConversionId);
