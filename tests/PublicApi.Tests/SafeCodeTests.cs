using System.Reflection;
using Glissade.Layers;

namespace Glissade.PublicApi.Tests;

/// <summary>Pointers stay below: whoever trains, predicts or puts layers together writes no unsafe code.</summary>
public sealed class SafeCodeTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(ExtremeClassifier))]
    [InlineData(typeof(OutputLayer))]
    public void AssemblyShowsNoPointers(Type member)
    {
        IEnumerable<string> found =
            from type in member.Assembly.GetExportedTypes()
            from method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
            where method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly
            where TypesOf(method).Any(IsPointer)
            select $"{type.Name}.{method.Name}";
        Assert.Empty(found);
    }

    private static IEnumerable<Type> TypesOf(MethodBase method)
    {
        IEnumerable<Type> parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return method is MethodInfo function ? parameters.Append(function.ReturnType) : parameters;
    }

    private static bool IsPointer(Type type) =>
        type.IsPointer || type.IsFunctionPointer || (type.HasElementType && type.GetElementType() is { } element && IsPointer(element));
}
