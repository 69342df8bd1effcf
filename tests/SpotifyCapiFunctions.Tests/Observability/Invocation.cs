using Microsoft.Azure.Functions.Worker;

namespace SpotifyCapiFunctions.Tests.Observability;

/// <summary>An invocation of which only the id matters.</summary>
internal sealed class Invocation(string id) : FunctionContext
{
    public override string InvocationId => id;

    public override string FunctionId => throw new NotSupportedException();

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw new NotSupportedException();
}
