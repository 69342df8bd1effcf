namespace EndToEnd.Tests.Harness;

/// <summary>A test that shows nothing in a short form, and so has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = LongTests.AreAskedFor ? null : "It takes minutes; ./test --all runs it.";
}
