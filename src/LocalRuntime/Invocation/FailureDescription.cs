namespace LocalRuntime.Invocation;

/// <summary>What may be logged about an exception: an exception's message can quote the data that it failed on, so it is left out.</summary>
internal static class FailureDescription
{
    public static string TypesOf(Exception exception)
    {
        var types = new List<string>();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            types.Add(cause.GetType().FullName!);
        return string.Join(" <- ", types);
    }
}
