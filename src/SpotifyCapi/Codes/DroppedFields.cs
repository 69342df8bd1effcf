namespace SpotifyCapi.Codes;

/// <summary>Collects what was left out.</summary>
internal static class DroppedFields
{
    // Field and code are all that is told, so a second equal entry says nothing; without this, thousands of wrong addresses in one event
    // would fill its queue message with their reasons.
    public static void Add(this List<DroppedField> dropped, string field, string code)
    {
        var entry = new DroppedField(field, code);
        if (!dropped.Contains(entry))
            dropped.Add(entry);
    }
}
