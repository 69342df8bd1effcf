namespace Testing.Harness;

/// <summary>What became of the accepted events.</summary>
public sealed record Balance
{
    public required int Accepted { get; init; }

    public required int Delivered { get; init; }

    public required int Queued { get; init; }

    public required int Poison { get; init; }

    public required int Dead { get; init; }

    /// <summary>Promised, and nowhere.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Never promised, and there all the same. A client that never got its answer explains it; nothing else does.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Events that the stand-in took more than once.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Ids that were sent with differing bytes.</summary>
    public required long Changed { get; init; }

    public override string ToString() =>
        $"{Accepted} accepted = {Delivered} delivered + {Queued} queued + {Poison} poison + {Dead} dead; "
        + $"{Lost.Count} lost ({Sample(Lost)}), {Unexpected.Count} unexpected ({Sample(Unexpected)}), {Duplicates} duplicates, {Changed} changed";

    /// <summary>I1 and I2: nothing is lost, and what was sent twice was the same twice.</summary>
    public void NothingIsLost()
    {
        Assert.True(Accepted > 0, "Nothing was accepted, so nothing could be lost.");
        Assert.True(Lost.Count == 0, ToString());
        Assert.True(Changed == 0, ToString());
    }

    /// <summary>The clean case: everything is delivered, once, and nothing else is.</summary>
    public void EverythingArrivedOnce()
    {
        NothingIsLost();
        Assert.True(Delivered == Accepted && Unexpected.Count == 0 && Duplicates == 0, ToString());
    }

    private static string Sample(IReadOnlyList<string> ids) => string.Join(", ", ids.Take(5));
}
