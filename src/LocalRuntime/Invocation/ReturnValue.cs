namespace LocalRuntime.Invocation;

/// <summary>Awaits what a function returned and takes the value out of it.</summary>
internal static class ReturnValue
{
    public static async Task<object?> UnwrapAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return ResultOf(task);
            case ValueTask task:
                await task;
                return null;
            case not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                return await UnwrapAsync(type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null));
            default:
                return returned;
        }
    }

    // An async method without a value still returns a generic task, of an internal type that means "nothing".
    private static object? ResultOf(Task task) =>
        task.GetType().GetProperty(nameof(Task<>.Result)) is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task)
            : null;
}
