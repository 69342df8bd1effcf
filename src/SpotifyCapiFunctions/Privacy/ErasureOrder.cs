using System.Text.Json.Serialization;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// What is to be removed, durable until it is done: digests and ids, nothing readable. Both forms of a number are kept, because the setting
/// that chose one may have changed since.
/// </summary>
/// <param name="Source">Only what came from this source.</param>
/// <param name="Everything">The shop has left: all of the source.</param>
/// <param name="Digests">Digests of the person's addresses and numbers.</param>
/// <param name="EventIds">Ids that the person's events have.</param>
/// <param name="OrderIds">The platform's ids of the person's orders.</param>
internal sealed record ErasureOrder(
    string Source, bool Everything, IReadOnlyList<string> Digests, IReadOnlyList<string> EventIds, IReadOnlyList<string> OrderIds)
{
    /// <summary>How far it is carried out; null: not begun.</summary>
    public ErasureProgress? Progress { get; init; }

    /// <summary>From a platform's request.</summary>
    public static ErasureOrder Of(string source, SourceReading.PrivacyRequest request, Destination destination)
    {
        var emails = request.Emails.Select(raw => EmailNormalizer.TryNormalize(raw.Value, out var email) ? Sha256Digest.Of(email.Value).ToHex() : null);
        var phones = request.Phones
            .Select(raw => SpotifyCapi.Phones.PhoneNormalizer.Normalize(raw.Value, raw.Country, destination.DefaultCountry).Number)
            .Where(number => number is not null)
            .SelectMany(number => Enum.GetValues<PhoneFormat>().Select(format => format.Digest(number!.Value).ToHex()));
        return new ErasureOrder(
            source,
            request.Kind == PrivacyRequestKind.ShopRedact,
            [.. emails.Where(digest => digest is not null).Select(digest => digest!).Concat(phones).Distinct()],
            request.EventIds,
            request.OrderIds);
    }

    /// <summary>Whether an event belongs to the person.</summary>
    public bool Matches(string source, string? eventId, string? orderId, IEnumerable<string> digests) =>
        IsOf(source)
        && (Everything
            || (eventId is not null && EventIds.Contains(eventId))
            || (orderId is not null && OrderIds.Contains(orderId))
            || digests.Any(digest => Digests.Any(wanted => wanted.StartsWith(digest, StringComparison.Ordinal))));

    /// <summary>Whether the order is about a source.</summary>
    public bool IsOf(string source) => string.Equals(source, Source, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Source-generated serialisation of erasure orders.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErasureOrder))]
internal sealed partial class ErasureJsonContext : JsonSerializerContext;
