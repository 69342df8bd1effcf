namespace Testing;

/// <summary>
/// The two forms of a test that tries something many times: what <c>./test</c> has time for, and the whole of it with <c>./test --all</c>,
/// which sets <c>SPOTIFY_CAPI_LONG_TESTS=1</c>. Both claim the same; only how much they try differs.
/// </summary>
public static class TestForm
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("SPOTIFY_CAPI_LONG_TESTS") == "1";

    public static T Of<T>(T shortly, T thoroughly) => IsLong ? thoroughly : shortly;
}

/// <summary>A test that shows nothing in a short form, and so has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = TestForm.IsLong ? null : "It takes minutes; ./test --all runs it.";
}
