using Mono.Cecil;
using Mono.Cecil.Cil;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>Which namespaces of an assembly use which others of it, in signatures and in code. Constants are not seen: the compiler copies them.</summary>
internal sealed class Namespaces
{
    private readonly string root;
    private readonly Dictionary<string, SortedSet<string>> uses = new(StringComparer.Ordinal);

    private Namespaces(string root) => this.root = root;

    /// <summary>Each namespace, without the assembly's name before it, and those that it uses. The root is "".</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Uses => uses;

    public static Namespaces Of(System.Reflection.Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var namespaces = new Namespaces(assembly.GetName().Name!);
        foreach (var type in module.GetTypes())
        {
            if (namespaces.NameOf(type) is not { } name)
                continue;
            namespaces.uses.TryAdd(name, []);
            foreach (var used in References(type).SelectMany(Parts).Select(namespaces.NameOf).OfType<string>().Where(used => used != name))
                namespaces.uses[name].Add(used);
        }

        return namespaces;
    }

    /// <summary>A way from a namespace back to itself; empty when there is none.</summary>
    public IReadOnlyList<string> Circle()
    {
        foreach (var start in uses.Keys)
        {
            if (Way(start, start, []) is { } way)
                return [start, .. way];
        }

        return [];
    }

    private List<string>? Way(string from, string to, HashSet<string> seen)
    {
        foreach (var next in uses[from])
        {
            if (next == to)
                return [next];
            if (seen.Add(next) && Way(next, to, seen) is { } rest)
                return [next, .. rest];
        }

        return null;
    }

    private string? NameOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace == root ? "" : type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) ? type.Namespace[(root.Length + 1)..] : null;
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : (TypeReference[])[],
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.CustomAttributes.Select(each => each.AttributeType),
        .. type.Fields.Select(each => each.FieldType),
        .. type.Methods.SelectMany(References),
    ];

    private static IEnumerable<TypeReference> References(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters)
            yield return parameter.ParameterType;
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            yield return variable.VariableType;
        foreach (var instruction in method.Body.Instructions)
        {
            foreach (var type in References(instruction))
                yield return type;
        }
    }

    private static IEnumerable<TypeReference> References(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
