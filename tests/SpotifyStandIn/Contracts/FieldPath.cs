namespace SpotifyStandIn.Contracts;

/// <summary>Where a problem sits. It becomes text only when a problem is reported, so a valid event costs no string.</summary>
internal readonly record struct FieldPath(int Event, string? Parent = null, string? Field = null, int Item = -1)
{
    public static FieldPath Root => new(-1);

    public FieldPath Child(string field) => this with { Parent = Parent is null ? Field : $"{Parent}.{Field}", Field = field };

    public override string ToString()
    {
        var path = Event < 0 ? "" : $"events[{Event}]";
        foreach (var part in (ReadOnlySpan<string?>)[Parent, Field])
        {
            if (part is not null)
                path = path.Length == 0 ? part : $"{path}.{part}";
        }

        if (path.Length == 0)
            path = "$";
        return Item < 0 ? path : $"{path}[{Item}]";
    }
}
