using System.Text.Json;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>A place where a consent platform, a browser or a site writes down what the person said.</summary>
public enum ConsentSignal
{
    /// <summary>Global Privacy Control: true is a refusal, anything else says nothing.</summary>
    Gpc,

    /// <summary>A GPP string.</summary>
    Gpp,

    /// <summary>The sections of the GPP string that are in force.</summary>
    GppSid,

    /// <summary>A US Privacy string such as <c>1YNN</c>.</summary>
    UsPrivacy,

    /// <summary>A TC string of the Transparency and Consent Framework, version 2.</summary>
    Tcf,

    /// <summary>Google's consent state such as <c>G111</c>.</summary>
    Gcs,

    /// <summary>Google's consent state with its defaults, such as <c>13r3r3r2r5</c>.</summary>
    Gcd,
}

/// <summary>The consent signals of one event, as told and not yet decoded. They are never kept: only what was decided from them is.</summary>
public sealed class ConsentSignals
{
    /// <summary>Their names in <c>consent</c>, by <see cref="ConsentSignal"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gpc", "gpp", "gpp_sid", "us_privacy", "tcf", "gcs", "gcd"];

    // Stands for a value of a type that no signal has, or for two that contradict each other; no signal is written like this.
    internal const string Unreadable = "?";

    private readonly string?[] texts = new string?[Names.Count];

    /// <summary>A signal; null when it was not told.</summary>
    public string? this[ConsentSignal signal]
    {
        get => texts[(int)signal];
        set => texts[(int)signal] = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>Looks the signals up by their names; null when there is none.</summary>
    internal static ConsentSignals? Find(Func<string, string?> find)
    {
        ConsentSignals? found = null;
        for (var i = 0; i < Names.Count; i++)
        {
            if (find(Names[i]) is { } text)
                (found ??= new())[(ConsentSignal)i] = text;
        }

        return found;
    }

    /// <summary>Says nothing: a consent string is as good as a fingerprint.</summary>
    public override string ToString() => "[consent]";
}

/// <summary>Reads the object <c>consent</c> of a canonical event.</summary>
internal static class ConsentReader
{
    private const int NameRoom = 64;
    private static readonly byte[][] Names = JsonTokens.Names([.. ConsentSignals.Names]);

    public static void Read(ref JsonTokens reader, ConversionEvent result)
    {
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = reader.IndexIn(Names);
            if (index < 0)
                ReadPurpose(ref reader, result);
            else if (JsonField.IsFirst(ref reader, ref seen, index, Field(index), result))
                Set(result, index, JsonField.Scalars(ref reader, out var text) ? text : ConsentSignals.Unreadable);
            else
                Set(result, index, ConsentSignals.Unreadable); // One of the two may be a refusal.
        }
    }

    private static void Set(ConversionEvent result, int index, string? text)
    {
        if (text is not null)
            (result.Signals ??= new())[(ConsentSignal)index] = text;
    }

    private static string Field(int index) => $"consent.{ConsentSignals.Names[index]}";

    /// <summary>What a value says that is no signal: null when it is not understood.</summary>
    public static MarketingConsent? Said(ref JsonTokens reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return MarketingConsent.Granted;
            case JsonTokenType.False:
                return MarketingConsent.Denied;
            case JsonTokenType.Null:
                return MarketingConsent.Unknown;
            case JsonTokenType.Number:
                return ConsentText.Parse(reader.NumberText().ToString());
            case JsonTokenType.String:
                return JsonField.IsNotText(ref reader, out var text) ? null : ConsentText.Parse(text.ToString());
            default:
                reader.Skip();
                return null;
        }
    }

    private static void ReadPurpose(ref JsonTokens reader, ConversionEvent result)
    {
        var name = reader.Name(stackalloc char[NameRoom]).ToString();
        reader.Read();
        result.AddMember(name, Said(ref reader));
    }
}
