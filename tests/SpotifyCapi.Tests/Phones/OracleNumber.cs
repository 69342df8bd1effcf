using SpotifyCapi.Phones;

namespace SpotifyCapi.Tests.Phones;

/// <summary>One written number and what libphonenumber-js makes of it: valid, possible, impossible, or beyond E.164's lengths.</summary>
internal sealed record OracleNumber(string Notation, string Raw, string Country, string DefaultCountry, string Verdict, string Expected)
{
    internal static OracleNumber Read(string line) => line.Split('\t') is { Length: 6 } fields
        ? new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5])
        : throw new FormatException($"Six fields were expected: {line}");

    internal PhoneResult Normalize() => PhoneNormalizer.Normalize(Raw, Country, DefaultCountry);
}
