using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Events;

/// <summary>One rule: an event falls under it when all of its conditions hold, and a condition with several values holds for any of them.</summary>
internal sealed class ExclusionRule
{
    private const int LongestDomain = 253;

    private readonly List<Condition> conditions = [];

    private ExclusionRule(string name) => Name = name;

    private delegate bool Condition(in ExclusionSubject subject);

    public string Name { get; }

    // Empty: no condition is set, not even a wrong one.
    public static ExclusionRule Read(string name, SettingReader settings, bool isEmpty)
    {
        var rule = new ExclusionRule(name);
        rule.ReadPerson(settings);
        rule.ReadOrder(settings);
        rule.ReadAmounts(settings);
        rule.ReadCustomer(settings);

        // A misspelt condition would leave a rule without it, and so exclude far more than is meant.
        var unknown = settings.Unused().ToArray();
        foreach (var setting in unknown)
            settings.Problem(setting[(settings.FullName(string.Empty).Length)..], "is no condition of a rule; see docs/exclusions.md.");

        if (isEmpty)
            settings.Problem("Email", "is missing (a rule needs at least one condition; see docs/exclusions.md).");

        return rule;
    }

    public bool Excludes(in ExclusionSubject subject)
    {
        foreach (var condition in conditions)
        {
            if (!condition(subject))
                return false;
        }

        return conditions.Count > 0;
    }

    private void ReadPerson(SettingReader settings)
    {
        var emails = Values(settings, "Email", "must be e-mail addresses, or their SHA-256 digests as they are sent.", Digest);
        if (emails.Count > 0)
            conditions.Add((in subject) => HasEmail(subject.Identifiers, emails));

        var domains = Values(settings, "EmailDomain", "must be domains such as example.com, or *.example.com for those below it.", Domain);
        if (domains.Count > 0)
            conditions.Add((in subject) => subject.Identifiers.Emails.Any(email => domains.Any(domain => IsIn(email.Value, domain))));

        var networks = Values(settings, "Ip", "must be IP addresses or networks such as 203.0.113.0/24 or 2001:db8::/32.", Network);
        if (networks.Count > 0)
            conditions.Add((in subject) => IpAddressGuard.Read(subject.Event.User.IpAddress) is { } ip && networks.Any(network => network.Contains(ip)));

        var countries = Values(
            settings, "Country", "must be ISO 3166-1 alpha-2 countries such as US.", text => text.Length == 2 ? RawUser.CountryCode(text) : null);
        if (countries.Count > 0)
            conditions.Add((in subject) => Is(countries, RawUser.CountryCode(subject.Event.User.Country)));
    }

    // A source's name for the way an order came is one thing, whatever the platform calls it.
    private void ReadOrder(SettingReader settings)
    {
        foreach (var name in (ReadOnlySpan<string>)["Channel", "SourceName", "CreatedVia"])
        {
            var channels = settings.List(name);
            if (channels.Count > 0)
                conditions.Add((in subject) => Is(channels, subject.Event.Order?.Channel));
        }

        var tags = settings.List("Tag");
        if (tags.Count > 0)
            conditions.Add((in subject) => subject.Event.Order?.Tags.Any(tag => Is(tags, tag)) == true);

        var payments = settings.List("PaymentKind");
        if (payments.Count > 0)
            conditions.Add((in subject) => subject.Event.Order?.Payments.Any(payment => Is(payments, payment)) == true);

        var events = settings.List("EventName");
        if (events.Count > 0)
            conditions.Add((in subject) => IsNamed(events, subject));
    }

    private void ReadAmounts(SettingReader settings)
    {
        var (below, above) = (settings.Amount("ValueBelow", 0, decimal.MaxValue), settings.Amount("ValueAbove", 0, decimal.MaxValue));
        if (below <= above)
            settings.Problem("ValueBelow", "must be more than ValueAbove, or no amount is both; two rules leave out what is small and what is large.");

        if (below is not null)
            conditions.Add((in subject) => subject.Event.Value < below);

        if (above is not null)
            conditions.Add((in subject) => subject.Event.Value > above);

        var currencies = Values(
            settings, "Currency", "must be ISO 4217 codes such as USD.", text => Currencies.TryGet(text, out var code, out _) ? code : null);
        if (currencies.Count > 0)
            conditions.Add((in subject) => Is(currencies, subject.Event.Currency?.Trim()));
    }

    private void ReadCustomer(SettingReader settings)
    {
        var unknown = settings.Enum("UnknownCustomer", UnknownCustomer.Keep);
        if (settings.Bool("NewCustomersOnly", false))
        {
            conditions.Add((in subject) =>
                subject.Standard == StandardEvent.Purchase && !(subject.Event.Order?.IsNewCustomer ?? unknown == UnknownCustomer.Keep));
        }
    }

    private static List<T> Values<T>(SettingReader settings, string name, string problem, Func<string, T?> read)
        where T : struct
    {
        var values = settings.List(name).Select(read).ToArray();
        if (values.Contains(null))
            settings.Problem(name, problem);

        return [.. values.OfType<T>()];
    }

    private static List<string> Values(SettingReader settings, string name, string problem, Func<string, string?> read)
    {
        var values = settings.List(name).Select(read).ToArray();
        if (values.Contains(null))
            settings.Problem(name, problem);

        return [.. values.OfType<string>()];
    }

    // Only digests are kept, so that no address can get from a rule into a log.
    private static Sha256Digest? Digest(string text) =>
        Sha256Digest.TryParse(text, out var digest) ? digest
        : EmailNormalizer.TryNormalize(text, out var email) ? Sha256Digest.Of(email.Value)
        : null;

    private static bool HasEmail(IdentifierSet who, List<Sha256Digest> emails) =>
        who.HashedEmails.Any(emails.Contains) || who.Emails.Any(email => emails.Contains(Sha256Digest.Of(email.Value)));

    private static string? Domain(string text)
    {
        var domain = text.TrimStart('@').ToLowerInvariant().Normalize();
        return domain.Length is > 0 and <= LongestDomain && !domain.Contains('@') && domain.Contains('.') && domain.LastIndexOf('*') <= 0
            && (domain[0] != '*' || domain is ['*', '.', _, ..])
            ? domain
            : null;
    }

    private static bool IsIn(string email, string domain)
    {
        var of = email.AsSpan(email.LastIndexOf('@') + 1);
        return domain[0] == '*' ? of.EndsWith(domain.AsSpan(1), StringComparison.Ordinal) : of.SequenceEqual(domain);
    }

    // 203.0.113.7/24 is written often enough, and means the network that the address lies in.
    private static IPNetwork? Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || text.Contains('%', StringComparison.Ordinal))
            return null;

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
            return null;

        // An event's address is never of the mapped kind.
        const int Mapped = 96;
        if (address.IsIPv4MappedToIPv6 && length >= Mapped)
            (address, length) = (address.MapToIPv4(), length - Mapped);

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));

        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static bool Is(IReadOnlyList<string> wanted, string? value) => value is not null && wanted.Any(one => one.EndsWith('*')
        ? value.AsSpan().StartsWith(one.AsSpan(0, one.Length - 1), StringComparison.OrdinalIgnoreCase)
        : value.Equals(one, StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(IReadOnlyList<string> wanted, in ExclusionSubject subject)
    {
        var key = EventNames.Key(subject.Event.EventName ?? string.Empty);
        foreach (var name in wanted)
        {
            if (EventNames.Key(name) == key || (EventNames.TryResolve(name, out var standard) && standard == subject.Standard))
                return true;
        }

        return false;
    }
}
