using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Experiments;

/// <summary>What a project says about the program of its experiments.</summary>
/// <param name="HasRuntime">Whether it references the runtime that runs experiments.</param>
/// <param name="Namespace">Its root namespace; empty for the global one.</param>
/// <param name="ClassName">A name of the class that no type or namespace of the project has.</param>
/// <param name="HasMain">Whether the program's <c>Main</c> is to be written too.</param>
internal sealed record ExperimentProject(bool HasRuntime, string Namespace, string ClassName, bool HasMain)
{
    private const string Name = "Experiments";
    private const string OtherName = "I2MoEExperiments";

    /// <summary>Reads it from the compilation and the properties of the project.</summary>
    public static ExperimentProject Read(Compilation compilation, ProjectProperties properties) =>
        ProjectOutline.Of(compilation).Remember((nameof(ExperimentProject), properties), () => Find(compilation, properties));

    private static ExperimentProject Find(Compilation compilation, ProjectProperties properties)
    {
        string @namespace = UsableNamespace(properties.RootNamespace);
        if (Prefixes(@namespace).Any(prefix => compilation.GetTypeByMetadataName(prefix) is { } type && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)))
        {
            @namespace = "";
        }

        return new ExperimentProject(
            compilation.GetTypeByMetadataName(WellKnownNames.ExperimentProgram) is not null,
            @namespace,
            FreeName(compilation, @namespace),
            properties.GeneratesMain);
    }

    /// <summary>The project beside models of which one may be called as its root namespace, as in <c>dotnet new console -o MyModel</c>: then the class is in the global one.</summary>
    public ExperimentProject Beside(IReadOnlyCollection<string> models) =>
        Prefixes(Namespace).Any(prefix => models.Contains("global::" + Literals.Namespace(prefix))) ? this with { Namespace = "" } : this;

    /// <summary>The name of the class beside models of which one may have it.</summary>
    public string ClassNameBeside(IEnumerable<string> models)
    {
        string taken = Qualify(ClassName);
        return models.Any(model => model == taken || model.StartsWith(taken + ".", StringComparison.Ordinal)) ? OtherName : ClassName;
    }

    // A, A.B and A.B.C of A.B.C.
    private static IEnumerable<string> Prefixes(string space)
    {
        string[] parts = space.Split('.');
        return space.Length == 0 ? [] : Enumerable.Range(1, parts.Length).Select(count => string.Join(".", parts.Take(count)));
    }

    private string Qualify(string name) => "global::" + (Namespace.Length == 0 ? name : Literals.Namespace(Namespace) + "." + name);

    // A property may hold anything; MSBuild itself replaces what cannot stand in a namespace only in its default.
    private static string UsableNamespace(string rootNamespace) =>
        rootNamespace.Split('.').All(SyntaxFacts.IsValidIdentifier) ? rootNamespace : "";

    private static string FreeName(Compilation compilation, string @namespace)
    {
        string name = Name;
        for (int number = 1; IsTaken(compilation, @namespace, name); number++)
        {
            name = number == 1 ? OtherName : OtherName + Literals.Of(number);
        }

        return name;
    }

    private static bool IsTaken(Compilation compilation, string @namespace, string name)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (string part in @namespace.Length == 0 ? [] : @namespace.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return space?.GetMembers(name).Any(member => member is INamespaceSymbol || SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly)) == true;
    }
}
