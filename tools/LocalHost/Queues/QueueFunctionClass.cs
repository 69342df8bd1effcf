using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;

namespace LocalHost.Queues;

/// <summary>Base of the class with the queue functions. Public, because that class is in another assembly.</summary>
public abstract class QueueFunctions
{
    /// <summary>Runs the current function with its message.</summary>
    public Func<ParameterBindingData, CancellationToken, Task>? Run { get; set; }
}

/// <summary>
/// The WebJobs SDK finds functions as methods with attributes, so a class with a method for each queue function is made at run time. Its
/// name makes the SDK's lines name the functions as the genuine host's do.
/// </summary>
internal sealed class QueueFunctionClass(IEnumerable<Function> functions, Workers workers, IConfiguration configuration) : ITypeLocator, IJobActivatorEx
{
    private readonly Dictionary<string, Function> functions = functions.ToDictionary(function => function.Name);

    public IReadOnlyList<Type> GetTypes()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("LocalHost.Generated"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Main").DefineType("Functions", TypeAttributes.Public, typeof(QueueFunctions));
        foreach (var function in functions.Values)
        {
            var method = type.DefineMethod(function.Name, MethodAttributes.Public, typeof(Task), [typeof(ParameterBindingData), typeof(CancellationToken)]);
            method.DefineParameter(1, ParameterAttributes.None, "message").SetCustomAttribute(Trigger(function));
            method.DefineParameter(2, ParameterAttributes.None, "cancellation");
            var body = method.GetILGenerator();
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Call, typeof(QueueFunctions).GetProperty(nameof(QueueFunctions.Run))!.GetMethod!);
            body.Emit(OpCodes.Ldarg_1);
            body.Emit(OpCodes.Ldarg_2);
            body.Emit(OpCodes.Callvirt, typeof(Func<ParameterBindingData, CancellationToken, Task>).GetMethod("Invoke")!);
            body.Emit(OpCodes.Ret);
        }

        return [type.CreateType()];
    }

    public T CreateInstance<T>() => Activator.CreateInstance<T>();

    public T CreateInstance<T>(IFunctionInstanceEx functionInstance)
    {
        var instance = CreateInstance<T>();
        var (id, function) = (functionInstance.Id.ToString(), functions[functionInstance.FunctionDescriptor.LogName]);
        ((QueueFunctions)(object)instance!).Run = async (message, cancellation) =>
        {
            using var json = JsonDocument.Parse(message.Content);
            var worker = await workers.ReadyAsync(cancellation);
            var invocation = workers.Start(
                worker, id, function, QueueMessageData.Input(function, message, json.RootElement), QueueMessageData.Metadata(json.RootElement));
            using var cancelling = cancellation.Register(invocation.Cancel);
            await invocation.Result;
        };
        return instance;
    }

    private CustomAttributeBuilder Trigger(Function function)
    {
        var type = typeof(QueueTriggerAttribute);
        return new(
            type.GetConstructor([typeof(string)])!, [function.Resolve("queueName", configuration)],
            [type.GetProperty(nameof(QueueTriggerAttribute.Connection))!], [function.Text("connection")]);
    }
}
