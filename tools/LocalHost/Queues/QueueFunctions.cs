using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;

namespace LocalHost.Queues;

/// <summary>
/// Base of the class that is made at run time with one method for each queue function, since the WebJobs SDK finds functions as methods with
/// attributes. Public, because that class is in another assembly.
/// </summary>
public abstract class QueueFunctions
{
    /// <summary>Runs the current function with its message.</summary>
    public Func<ParameterBindingData, CancellationToken, Task>? Run { get; set; }

    /// <summary>A class named <c>Functions</c>, so that the SDK's lines name the functions as the genuine host's do.</summary>
    internal static Type Create(IEnumerable<(string Name, string Queue, string? Connection)> functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("LocalHost.Generated"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Main").DefineType("Functions", TypeAttributes.Public, typeof(QueueFunctions));
        foreach (var (name, queue, connection) in functions)
        {
            var method = type.DefineMethod(name, MethodAttributes.Public, typeof(Task), [typeof(ParameterBindingData), typeof(CancellationToken)]);
            method.DefineParameter(1, ParameterAttributes.None, "message").SetCustomAttribute(Trigger(queue, connection));
            method.DefineParameter(2, ParameterAttributes.None, "cancellation");
            var body = method.GetILGenerator();
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Call, typeof(QueueFunctions).GetProperty(nameof(Run))!.GetMethod!);
            body.Emit(OpCodes.Ldarg_1);
            body.Emit(OpCodes.Ldarg_2);
            body.Emit(OpCodes.Callvirt, typeof(Func<ParameterBindingData, CancellationToken, Task>).GetMethod("Invoke")!);
            body.Emit(OpCodes.Ret);
        }

        return type.CreateType();
    }

    private static CustomAttributeBuilder Trigger(string queue, string? connection)
    {
        var constructor = typeof(QueueTriggerAttribute).GetConstructor([typeof(string)])!;
        return connection is null
            ? new(constructor, [queue])
            : new(constructor, [queue], [typeof(QueueTriggerAttribute).GetProperty(nameof(QueueTriggerAttribute.Connection))!], [connection]);
    }
}
