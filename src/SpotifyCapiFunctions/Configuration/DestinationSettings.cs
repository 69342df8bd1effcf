using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Reads <c>Destinations__&lt;name&gt;__…</c>.</summary>
internal static class DestinationSettings
{
    public static Dictionary<string, Destination> Load(IConfiguration configuration, List<SettingProblem> problems, List<string> unused)
    {
        var destinations = new Dictionary<string, Destination>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection("Destinations").GetChildren())
        {
            var settings = SettingSections.Reader(configuration, section.Path, problems);
            var destination = Read(section.Key, settings);
            if (destinations.Values.FirstOrDefault(other => other.ConnectionId == destination.ConnectionId && other.ConnectionId.Length > 0) is { } twin)
                settings.Doubt(nameof(Destination.ConnectionId), $"is that of {twin.Name} too, so both write into one dataset.");

            destinations[section.Key] = destination;
            unused.AddRange(settings.Unused());
        }

        if (destinations.Count == 0)
        {
            problems.Add(new SettingProblem(
                "Destinations", "no destination is configured; set at least Destinations__main__ConnectionId and Destinations__main__TokenSecret."));
        }

        return destinations;
    }

    /// <summary>The destination of events that come without a source: the named one, else the setting's, else the only one.</summary>
    public static Destination? Choose(this FrozenDictionary<string, Destination> destinations, string? name, IngestOptions ingest) =>
        (name ?? ingest.Destination) is { } wanted ? destinations.GetValueOrDefault(wanted)
        : destinations.Count == 1 ? destinations.Values[0]
        : null;

    private static Destination Read(string name, SettingReader settings)
    {
        var profile = settings.Enum("Profile", Profile.CapiDirect);
        var partner = profile == Profile.PartnerConversions;
        return new Destination
        {
            Name = name,
            Profile = profile,
            Endpoint = Secure(
                settings, "Endpoint", partner ? "https://ad-studio-api.spotify.com/v1/conversions" : "https://capi.spotify.com/capi-direct/events/"),
            ConnectionId = partner ? string.Empty : ConnectionId(settings),
            TokenSecret = partner ? string.Empty : SecretName(settings, "TokenSecret", "name of the secret that holds the CAPI token"),
            Partner = partner ? Partner(settings) : null,
            Ads = partner ? null : Ads(settings),
            PhoneFormat = settings.Enum("PhoneFormat", PhoneFormat.E164),
            DefaultCountry = Country(settings),
            UnknownConsent = settings.Enum("UnknownConsent", UnknownConsent.OptOut),
            Consent = new ConsentPolicy
            {
                TcfPurposes = Purposes(settings),
                TcfVendor = settings.Text("TcfVendor") is null ? null : settings.Number("TcfVendor", 1, 1, 65_535),
                UsNotOptedOut = settings.Enum("UsNotOptedOut", UsNotOptedOut.Unknown),
            },
            Exclude = Exclusions.Read(settings),
            MaxEventsPerRequest = settings.Number("MaxEventsPerRequest", 100, 1, 1000),
            MaxRequestBytes = settings.Number("MaxRequestBytes", 1024 * 1024, 65_536, 16 * 1024 * 1024),
            MaxRequestsPerSecond = settings.Number("MaxRequestsPerSecond", 50, 1, 1000),
            MaxConcurrency = settings.Number("MaxConcurrency", 16, 1, 256),
            EventMap = EventMap(settings),
            AllowAlias = settings.Bool("AllowAlias", false),
            MaxEventAge = settings.Duration("MaxEventAge", TimeSpan.FromDays(30), TimeSpan.FromHours(1), TimeSpan.FromDays(3650)),
            OldEvents = settings.Enum("OldEvents", OldEvents.Warn),
            FutureTolerance = settings.Duration("FutureTolerance", TimeSpan.FromSeconds(60), TimeSpan.Zero, TimeSpan.FromHours(1)),
            RequestTimeout = settings.Duration("RequestTimeout", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), new ImmediateRetryOptions().Total),
        };
    }

    private static PartnerScope Partner(SettingReader settings) => new(
        Secure(settings, "TokenEndpoint", "https://accounts.spotify.com/api/token"),
        SecretName(settings, "ClientIdSecret", "name of the secret that holds the OAuth client id"),
        SecretName(settings, "ClientSecretSecret", "name of the secret that holds the OAuth client secret"),
        settings.Required("AdvertiserId", "the advertiser's id"),
        settings.Required("ConversionId", "the conversion's id"));

    // Set all or none: a part of them is a mistake that would show only in a comparison.
    private static AdsAccess? Ads(SettingReader settings)
    {
        var endpoint = Secure(settings, "AdsEndpoint", AdsAccess.DefaultEndpoint);
        return settings.Text("BusinessId") is null && settings.Text("DatasetId") is null && settings.Text("AdsTokenSecret") is null
            ? null
            : new AdsAccess(
                endpoint,
                settings.Required("BusinessId", "the business in Ads Manager; with DatasetId and AdsTokenSecret"),
                settings.Required("DatasetId", "the dataset that the connection writes to"),
                SecretName(settings, "AdsTokenSecret", "name of the secret that holds the Ads API's token"));
    }

    private static string ConnectionId(SettingReader settings)
    {
        var text = settings.Required("ConnectionId", "the UUID of the CAPI connection in Ads Manager");
        if (text.Length > 0 && !Guid.TryParseExact(text, "D", out _))
            settings.Problem("ConnectionId", "must be a UUID such as 00000000-0000-0000-0000-000000000000.");

        return text.ToLowerInvariant();
    }

    private static string SecretName(SettingReader settings, string name, string meaning)
    {
        var text = settings.Required(name, meaning);
        if (text.Length > 0 && !SecretSettings.IsName(text))
            settings.Problem(name, "must be the name of a secret (letters, digits and hyphens), not the secret itself.");

        return text;
    }

    // A token over plain HTTP is a token given away; only this machine may be reached that way, for stand-ins.
    private static Uri Secure(SettingReader settings, string name, string fallback)
    {
        var address = settings.Address(name) ?? new Uri(fallback);
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            settings.Problem(name, "must be https; http is allowed for 127.0.0.1 and localhost only.");

        return address;
    }

    private static IReadOnlyList<int> Purposes(SettingReader settings)
    {
        const int Purposes = 11;
        var numbers = settings.List("TcfPurposes")
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Distinct().ToArray();
        if (numbers.All(number => number is >= 1 and <= Purposes))
            return numbers.Length > 0 ? numbers : new ConsentPolicy().TcfPurposes;

        settings.Problem("TcfPurposes", $"must be numbers of purposes of the TCF, 1 to {Purposes}, separated by commas.");
        return new ConsentPolicy().TcfPurposes;
    }

    private static string? Country(SettingReader settings)
    {
        var text = settings.Text("DefaultCountry")?.ToUpperInvariant();
        if (text is not null && !NumberingPlans.IsKnownCountry(text))
            settings.Problem("DefaultCountry", "must be an ISO 3166-1 alpha-2 country such as US.");

        return text;
    }

    private static FrozenDictionary<string, StandardEvent> EventMap(SettingReader settings)
    {
        var map = new Dictionary<string, StandardEvent>();
        foreach (var (from, to) in settings.Children("EventMap"))
        {
            if (EventNames.TryResolve(to, out var standard))
                map[EventNames.Key(from)] = standard;
            else
                settings.Problem($"EventMap:{from}", $"must be one of {string.Join(", ", EventNames.Standard)}.");
        }

        return map.ToFrozenDictionary();
    }
}
