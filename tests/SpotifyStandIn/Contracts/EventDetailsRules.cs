using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>What was bought, seen or done. Only a purchase must say it.</summary>
internal static class EventDetailsRules
{
    private static readonly FieldSet Fields = new("amount", "currency", "content_name", "content_category");

    public static void Check(JsonElement element, bool isPurchase, FieldPath at, ProblemList problems)
    {
        if (element.ValueKind == JsonValueKind.Undefined && !isPurchase)
            return;
        if (!Fields.TryRead(element, at, problems, out var values))
            return;

        Money.Check(new Priced(values[0], values[1], "amount", Required: isPurchase), at, problems);
        Texts.Read(values[2], at.Child("content_name"), problems);
        if (Texts.Read(values[3], at.Child("content_category"), problems) is { } category && !category.All(char.IsAsciiDigit))
            problems.Add(at.Child("content_category"), "must be the numeric id of a Google product category");
    }
}
